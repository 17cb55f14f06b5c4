package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.Store;
import io.restante.contract.Topics;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Mailboxes of one number, with messages of one size: filled, turned over once, then given back by the changelog alone, again and again. */
final class MailboxesSeries {
    /** Messages in each mailbox. */
    static final int HELD = 5;

    private static final double ALLOWED_HEAP = 1L << 30;
    private static final double ALLOWED_DISK = 1.5;
    private static final double ALLOWED_RECORDS = 2;
    private static final double HOPED_RATE = 500_000;
    private static final Goal WITHIN = Goal.atMost(1, 1);
    private static final Goal HALF = Goal.atMost(1, 0.5);

    /** Mailboxes that are looked into after each restore, spread over all of them. */
    private static final int LOOKED_INTO = 20_000;

    private final Terms terms;
    private final int mailboxes;
    private final int bytes;
    private final Letters letters;
    private final List<Pair> heap = new ArrayList<>();
    private final List<Pair> rates = new ArrayList<>();
    private double filled;
    private double turned;
    private double records;

    MailboxesSeries(Terms terms, int mailboxes, int bytes) {
        this.terms = terms;
        this.mailboxes = mailboxes;
        this.bytes = bytes;
        this.letters = new Letters(bytes);
    }

    /** Measures it all; the first series to be run says what it was run with. */
    MailboxesSeries run(Map<String, String> settings) {
        try (Workbench bench = new Workbench(terms, UnaryOperator.identity())) {
            bench.settings().forEach(settings::putIfAbsent);
            MailboxesCheck check = new MailboxesCheck(mailboxes, HELD);
            step("filled", 0);
            add(bench.writer(), 0);
            this.filled = disk(bench);
            step("turned over", 1);
            add(bench.writer(), HELD);
            acknowledge(bench.writer());
            this.turned = disk(bench);
            bench.reader(Topics.MAILBOX_LEDGER).read(check::ledger);
            check.over();
            Changelog changelog = bench.changelog(Store.MAILBOX_ENTRIES);
            changelog.awaitCleaned();
            this.records = (double) changelog.count() / held();
            for (int run = 1; run <= terms.pairs(); run++) {
                step("restored, " + run, 1 + run);
                restore(bench, check);
            }
            return this;
        }
    }

    private void step(String what, int done) {
        terms.progress().step(held() + " messages of " + bytes + " B " + what, done, 2 + terms.pairs());
    }

    private void add(InputWriter writer, int firstLap) {
        for (int lap = firstLap; lap < firstLap + HELD; lap++) {
            for (int n = 0; n < mailboxes; n++) {
                int number = lap * mailboxes + n;
                writer.write(
                        Topics.MAILBOX_MESSAGES,
                        mailbox(n),
                        AddMessage.of(letters.payload(number)).withId(id(number)));
            }
        }
        writer.flush();
    }

    /** Those of the first laps. */
    private void acknowledge(InputWriter writer) {
        for (int n = 0; n < mailboxes; n++) {
            int mailbox = n;
            writer.write(
                    Topics.MAILBOX_COMMANDS,
                    mailbox(n),
                    new CommandRequest(
                            new AcknowledgeMessages(IntStream.range(0, HELD)
                                    .mapToObj(lap -> id(lap * mailboxes + mailbox))
                                    .toList()),
                            Optional.empty(),
                            OptionalLong.empty(),
                            0));
        }
        writer.flush();
    }

    static MailboxId mailbox(int n) {
        return new MailboxId("did:example:mailbox-" + n);
    }

    static MessageId id(int number) {
        return new MessageId("message-" + number);
    }

    private long held() {
        return (long) mailboxes * HELD;
    }

    /** Bytes of the stores on disk for a byte of payload that is held, once everything has been applied and the stores were closed. */
    private double disk(Workbench bench) {
        bench.deliver(bench.writer().ends());
        return (double) bench.bytesOfStores() / (held() * bytes);
    }

    private void restore(Workbench bench, MailboxesCheck check) {
        RestoreClock clock = new RestoreClock();
        try (RunningDelivery delivery = bench.deliveryWithoutDisk(clock)) {
            delivery.awaitCaughtUp(bench.installation().partitions());
            var queries = bench.queries(delivery);
            int every = Math.max(1, mailboxes / LOOKED_INTO);
            for (int n = 0; n < mailboxes; n += every) {
                check.held(
                        n,
                        queries.look(
                                mailbox(n), 2 * HELD, OptionalLong.empty(), Optional.empty(), 0, Optional.empty()));
            }
            heap.add(new Pair(alive(), ALLOWED_HEAP));
            rates.add(new Pair(clock.perSecond(), HOPED_RATE));
        }
    }

    /** What the first collection finds only dying, the second one sees dead. */
    private static double alive() {
        Workbench.settle();
        Workbench.settle();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    int mailboxes() {
        return mailboxes;
    }

    /** Bytes that are alive. */
    double heap() {
        return heapUsed().ours();
    }

    double restoreMicros() {
        return 1e6 / restored().ours();
    }

    List<Comparison> comparisons() {
        return List.of(
                heapUsed(),
                disk(),
                new Comparison(
                        title() + ": the same when all of them had given way to newer ones",
                        "bytes a byte",
                        Optional.of(WITHIN),
                        List.of(new Pair(turned, ALLOWED_DISK))),
                new Comparison(
                        title() + ": records of the changelog a held message, then, against 2 allowed",
                        "records",
                        Optional.of(WITHIN),
                        List.of(new Pair(records, ALLOWED_RECORDS))),
                restored());
    }

    /** Of a mailbox that was filled. */
    Comparison disk() {
        return new Comparison(
                title() + ": disk a byte of payload held, against 1.5 allowed",
                "bytes a byte",
                Optional.of(WITHIN),
                List.of(new Pair(filled, ALLOWED_DISK)));
    }

    private Comparison heapUsed() {
        return new Comparison(
                title() + ": heap that is alive, against 1 GiB allowed", "bytes", Optional.of(HALF), heap);
    }

    private Comparison restored() {
        return new Comparison(
                title() + ": entries restored a second, against 500,000 hoped for",
                "records/s",
                Optional.empty(),
                rates);
    }

    private String title() {
        return held() + " messages of " + bytes + " B";
    }
}
