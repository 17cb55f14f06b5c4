package io.restante.topology;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.PushTarget;
import io.restante.base.SessionId;
import io.restante.contract.Topics;
import io.restante.house.GeneratedDocument;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.mailbox.ReplyAddress;
import io.restante.session.SessionSignal.Opened;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What a message costs in records and bytes, counted on the topology; the page in the folder is what is counted today. */
class CountedDocumentsTest {
    private static final Path PAGE = Path.of("topology-docs", "capacity-counted.md");
    private static final int MESSAGES = 100;
    private static final int PAYLOAD = 256;

    private static final String HEAD = """
            # Records and bytes per message, counted

            Generated: 100 messages with a payload of 256 bytes, each in a mailbox of its own, run through the topology on a test driver; what was written to each topic, divided by 100. Bytes are those of key, value and
            headers, to two digits, before the brokers' batches and compression. The driver commits after every record, so the changelog rows are the most there can be: a running
            topology writes an entry that changed several times within one commit interval once, and one that came and went within it as a deletion at most.

            """;

    private record Cost(long records, long bytes) {
        Cost plus(TestRecord<byte[], byte[]> record) {
            long size = length(record.key()) + length(record.value());
            for (Header header : record.headers()) {
                size += header.key().length() + length(header.value());
            }
            return new Cost(records + 1, bytes + size);
        }

        private static long length(byte @org.jspecify.annotations.Nullable [] bytes) {
            return bytes == null ? 0 : bytes.length;
        }
    }

    @Test
    void thePageIsWhatIsCounted() throws IOException {
        String expected = HEAD
                + String.join(
                        "\n",
                        counted("Handed to a live session and acknowledged", CountedDocumentsTest::open, (flow, n) -> {
                            add(flow, n, Optional.empty());
                            acknowledge(flow, n);
                        }),
                        counted("Waits, is taken and acknowledged", (flow, n) -> {}, (flow, n) -> {
                            add(flow, n, Optional.empty());
                            take(flow, n);
                            acknowledge(flow, n);
                        }),
                        counted(
                                "Waits, and somebody is knocked for",
                                (flow, n) -> {},
                                (flow, n) -> add(flow, n, Optional.of(new PushTarget.Fcm("phone-" + n)))));
        GeneratedDocument.isFresh(PAGE, expected);
    }

    private static String counted(
            String title, BiConsumer<FlowTest, Integer> before, BiConsumer<FlowTest, Integer> each) {
        try (FlowTest flow = new FlowTest()) {
            for (int n = 0; n < MESSAGES; n++) {
                before.accept(flow, n);
            }
            flow.readAll();
            for (int n = 0; n < MESSAGES; n++) {
                each.accept(flow, n);
            }
            Map<String, Cost> costs = new TreeMap<>();
            flow.readAll()
                    .forEach((topic, records) -> records.forEach(record ->
                            costs.merge(kind(topic), new Cost(0, 0).plus(record), (one, other) -> one.plus(record))));
            StringBuilder table =
                    new StringBuilder("## " + title + "\n\n| written to | records | bytes |\n|---|---|---|\n");
            costs.forEach((topic, cost) -> table.append(row(topic, cost)));
            Cost sum = costs.values().stream()
                    .reduce(
                            new Cost(0, 0),
                            (one, other) -> new Cost(one.records() + other.records(), one.bytes() + other.bytes()));
            return table.append(row("all", sum)).toString();
        }
    }

    private static String kind(String topic) {
        return topic.endsWith("-changelog") ? "changelog " + topic.replaceAll("^flow-test-|-changelog$", "") : topic;
    }

    private static String row(String topic, Cost cost) {
        BigDecimal bytes = BigDecimal.valueOf(cost.bytes())
                .divide(BigDecimal.valueOf(MESSAGES))
                .round(new MathContext(2));
        return String.format(
                Locale.ROOT, "| %s | %.2f | %s |%n", topic, (double) cost.records() / MESSAGES, bytes.toPlainString());
    }

    private static MailboxId mailbox(int n) {
        return new MailboxId(String.format(Locale.ROOT, "mailbox-%05d", n));
    }

    private static MessageId id(int n) {
        return new MessageId(String.format(Locale.ROOT, "message-%05d", n));
    }

    private static void add(FlowTest flow, int n, Optional<PushTarget> push) {
        AddMessage message = AddMessage.of(Payload.ofText('"' + "x".repeat(PAYLOAD - 2) + '"'))
                .withId(id(n));
        flow.pipe(
                Topics.MAILBOX_MESSAGES, mailbox(n), push.map(message::withPush).orElse(message));
    }

    private static void acknowledge(FlowTest flow, int n) {
        flow.pipe(Topics.MAILBOX_COMMANDS, mailbox(n), CommandRequest.of(new AcknowledgeMessages(List.of(id(n)))));
    }

    private static void take(FlowTest flow, int n) {
        TakeMessages all =
                new TakeMessages(OptionalInt.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());
        ReplyAddress address = new ReplyAddress(FlowTest.GATEWAY, "correlation-" + n);
        flow.pipe(
                Topics.MAILBOX_COMMANDS,
                mailbox(n),
                new CommandRequest(all, Optional.of(address), OptionalLong.empty(), 0));
    }

    private static void open(FlowTest flow, int n) {
        flow.pipe(
                Topics.SESSION_EVENTS,
                mailbox(n).value(),
                new Opened(new SessionId("s"), FlowTest.GATEWAY, FlowTest.RUN, "c-" + n, Optional.empty()));
    }
}
