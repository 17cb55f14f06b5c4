package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.LiveRecord;
import io.restante.contract.Position;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.mailbox.MailboxReply.Taken;
import io.restante.mailbox.ReplyAddress;
import io.restante.query.MailboxQueries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Calls beside one rate of background work, by turns with two raw hops. */
final class ReplySeries {
    static final List<String> CALLS = List.of("take by topic", "status of one's own write");

    private static final int MAILBOXES = 100;
    private static final MessageId WAITING = new MessageId("waiting");
    private static final Goal GOAL = Goal.atMost(2, 1.3);

    private final Terms terms;
    private final Workbench bench;
    private final RunningDelivery delivery;
    private final MailboxQueries queries;
    private final InputWriter calling;
    private final InputWriter answering;
    private final int background;
    private final int calls;
    private final List<Latencies> takes = new ArrayList<>();
    private final List<Latencies> statuses = new ArrayList<>();
    private final List<Latencies> hops = new ArrayList<>();

    ReplySeries(Terms terms, Workbench bench, RunningDelivery delivery, int background, int calls) {
        this.terms = terms;
        this.bench = bench;
        this.delivery = delivery;
        this.queries = bench.queries(delivery);
        this.calling = bench.promptWriter();
        this.answering = bench.promptWriter();
        this.background = background;
        this.calls = calls;
    }

    int background() {
        return background;
    }

    /** The first round warms up and is not kept. */
    void run() {
        for (int n = 0; n < MAILBOXES; n++) {
            calling.write(
                    Topics.MAILBOX_MESSAGES,
                    mailbox("take", n),
                    AddMessage.of(ReplyBenchmark.PAYLOAD).withId(WAITING));
        }
        calling.flush();
        delivery.awaitApplied(calling.ends());
        try (Background beside = new Background(bench.promptWriter(), background, ReplyBenchmark.PAYLOAD)) {
            for (int round = 0; round <= terms.pairs(); round++) {
                terms.progress().step("beside " + background + "/s, round " + round, round, terms.pairs() + 1);
                takes.add(takes(round));
                hops.add(hops());
                statuses.add(statuses(round));
                beside.alive();
            }
        }
    }

    private MailboxId mailbox(String what, int n) {
        return new MailboxId(what + "-" + background + "-" + n % MAILBOXES);
    }

    private Latencies takes(int round) {
        Latencies latencies = new Latencies(calls);
        String prefix = "take-" + background + "-" + round + "-";
        try (Listener listener = listen(Workbench.LIVE, record -> {
            String correlation = answered(record);
            if (correlation.startsWith(prefix)) {
                latencies.arrived(Integer.parseInt(correlation.substring(prefix.length())));
            }
        })) {
            call(
                    latencies,
                    n -> calling.write(
                            Topics.MAILBOX_COMMANDS,
                            mailbox("take", n),
                            new CommandRequest(
                                    new TakeMessages(
                                            OptionalInt.of(1),
                                            OptionalLong.empty(),
                                            Optional.empty(),
                                            Optional.empty()),
                                    Optional.of(new ReplyAddress(Workbench.GATEWAY, prefix + n)),
                                    OptionalLong.empty(),
                                    0)));
            listener.await(latencies);
        }
        return latencies;
    }

    /** To which call this is the answer; it has to hold the message that waits. */
    private static String answered(ConsumerRecord<byte[], byte[]> record) {
        LiveRecord live = LogReader.decoded(Workbench.LIVE, record.value());
        if (live instanceof LiveRecord.Reply reply
                && reply.reply() instanceof Taken taken
                && taken.messages().size() == 1
                && taken.messages().getFirst().id().equals(WAITING)) {
            return reply.correlation();
        }
        throw new BenchException("Unexpected on " + Workbench.LIVE + ": " + live);
    }

    /** Each adds a message and asks how many there are, the new one included. */
    private Latencies statuses(int round) {
        Latencies latencies = new Latencies(calls);
        Pace.each(calls, ReplyBenchmark.PER_SECOND, n -> {
            MailboxId mailbox = mailbox("status", n);
            latencies.left(n);
            Position position = calling.append(
                    Topics.MAILBOX_MESSAGES,
                    mailbox,
                    AddMessage.of(ReplyBenchmark.PAYLOAD).withId(new MessageId("message-" + round + "-" + n)));
            long held = queries.status(mailbox, Optional.of(position)).messages();
            latencies.arrived(n);
            long expected = round * (long) ((calls - n % MAILBOXES + MAILBOXES - 1) / MAILBOXES) + n / MAILBOXES + 1;
            if (held != expected) {
                throw new BenchException("The status of " + mailbox + " said " + held + " messages where " + expected
                        + " had been added: it does not show what was written before it was asked for");
            }
        });
        return latencies;
    }

    /** A record there, and one back from whoever read it. */
    private Latencies hops() {
        Latencies latencies = new Latencies(calls);
        try (Listener there = listen(
                        ReplyBenchmark.THERE,
                        record -> answering.writeBytes(ReplyBenchmark.BACK.name(), record.key(), record.value()));
                Listener back = listen(
                        ReplyBenchmark.BACK,
                        record -> latencies.arrived(
                                Integer.parseInt(new String(record.key(), StandardCharsets.UTF_8))))) {
            byte[] value = ReplyBenchmark.PAYLOAD.json();
            call(
                    latencies,
                    n -> calling.writeBytes(
                            ReplyBenchmark.THERE.name(), String.valueOf(n).getBytes(StandardCharsets.UTF_8), value));
            back.await(latencies);
            there.alive();
        }
        return latencies;
    }

    private static void call(Latencies latencies, java.util.function.IntConsumer send) {
        Pace.each(latencies.things(), ReplyBenchmark.PER_SECOND, n -> {
            latencies.left(n);
            send.accept(n);
            latencies.await(n);
        });
    }

    private Listener listen(Topic<?, ?> topic, Consumer<ConsumerRecord<byte[], byte[]>> heard) {
        return new Listener(
                bench.installation().clients(),
                topic.name(),
                bench.installation().partitions(),
                heard);
    }

    /** The median of the rounds' medians of one of the calls, in milliseconds. */
    double median(int call) {
        return comparison(call, 0.5, Optional.empty()).ours();
    }

    List<Comparison> comparisons() {
        List<Comparison> comparisons = new ArrayList<>();
        for (int call = 0; call < CALLS.size(); call++) {
            comparisons.add(comparison(call, 0.5, Optional.of(GOAL)));
            comparisons.add(comparison(call, 0.99, Optional.empty()));
        }
        return comparisons;
    }

    private Comparison comparison(int call, double share, Optional<Goal> goal) {
        List<Latencies> ours = call == 0 ? takes : statuses;
        List<Pair> pairs = new ArrayList<>();
        for (int round = 1; round < hops.size(); round++) {
            pairs.add(new Pair(ours.get(round).quantile(share), hops.get(round).quantile(share)));
        }
        return new Comparison(
                "beside " + background + "/s: " + CALLS.get(call) + ", p" + Math.round(share * 100)
                        + ", against two raw hops",
                "ms",
                goal,
                pairs);
    }
}
