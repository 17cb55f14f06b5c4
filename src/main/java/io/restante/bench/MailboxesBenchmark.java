package io.restante.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What many mailboxes cost that nobody calls at: memory, disk, the changelog after they were turned over, and how fast an instance without a disk gets them back. */
final class MailboxesBenchmark implements Benchmark {
    private static final int MAILBOXES = 1_000_000;
    private static final int FEWER = 4;
    private static final int LEAST = 4;
    private static final int SMALL = 256;
    private static final int LARGE = 1024;

    @Override
    public String name() {
        return "mailboxes";
    }

    @Override
    public String work() {
        return "mailboxes without a session, with " + MailboxesSeries.HELD
                + " messages each, all of which give way to as many newer ones; against what is allowed";
    }

    @Override
    public Outcome run(Terms terms) {
        int mailboxes = Math.max(LEAST, terms.size().orElse(MAILBOXES));
        int fewer = Math.max(LEAST / 2, mailboxes / FEWER);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("mailboxes", String.valueOf(mailboxes));
        settings.put("messages in each", String.valueOf(MailboxesSeries.HELD));
        settings.put(
                "heap",
                "alive after a full collection, of the process that is topology, broker and measurement in one");
        settings.put("changelog", "records left once its closed segments were cleaned");
        MailboxesSeries few = new MailboxesSeries(terms, fewer, SMALL).run(settings);
        MailboxesSeries large = new MailboxesSeries(terms, fewer, LARGE).run(settings);
        MailboxesSeries all = new MailboxesSeries(terms, mailboxes, SMALL).run(settings);
        terms.progress().over();
        List<Comparison> comparisons = new ArrayList<>(all.comparisons());
        comparisons.add(large.disk());
        return new Outcome(
                name(),
                work(),
                settings,
                comparisons,
                List.of(
                        slope("heap a mailbox", "bytes", few, all, series -> series.heap() / series.mailboxes()),
                        slope("disk a byte of payload", "bytes", few, all, series -> series.disk()
                                .ours()),
                        slope("an entry restored in", "µs", few, all, MailboxesSeries::restoreMicros)));
    }

    private static Slope slope(
            String title,
            String unit,
            MailboxesSeries few,
            MailboxesSeries all,
            ToDoubleFunction<MailboxesSeries> cost) {
        return new Slope(
                title,
                unit,
                "mailboxes",
                List.of(
                        new Slope.Point(few.mailboxes(), cost.applyAsDouble(few)),
                        new Slope.Point(all.mailboxes(), cost.applyAsDouble(all))));
    }
}
