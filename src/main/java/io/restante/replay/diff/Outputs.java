package io.restante.replay.diff;

import io.restante.base.MailboxId;
import io.restante.contract.MalformedException;
import io.restante.contract.Topics;
import io.restante.mailbox.LedgerEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.rocksdb.RocksIterator;

/**
 * What one side wrote of its messages in answer to inputs before a position: each line of the ledger once, however often a crash repeated it.
 */
final class Outputs {
    private static final Set<LedgerEntry.Step> ENDS = EnumSet.of(
            LedgerEntry.Step.ACKNOWLEDGED,
            LedgerEntry.Step.EXPIRED,
            LedgerEntry.Step.EVICTED,
            LedgerEntry.Step.PURGED,
            LedgerEntry.Step.DEAD);

    private static final byte[] NOTHING = {};

    private final SortedCopy lines;
    private final Map<TopicPartition, Long> position;

    /** @param position of each input, the first offset whose answers do not count */
    Outputs(SortedCopy lines, Map<TopicPartition, Long> position) {
        this.lines = lines;
        this.position = position;
    }

    /**
     * A line of the ledger.
     *
     * @param attempt 0 where it has none
     */
    record Line(String mailbox, long sequence, LedgerEntry.Step step, int attempt) {
        boolean isEnd() {
            return ENDS.contains(step);
        }
    }

    /** Takes a record of the ledger in, if its input lies before the position. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() != null && record.value() != null && answersBefore(record)) {
            lineOf(record).ifPresent(line -> lines.put(key(line), NOTHING));
        }
    }

    /** The line that a record of the ledger is. */
    static Optional<Line> lineOf(ConsumerRecord<byte[], byte[]> record) {
        try {
            MailboxId mailbox = Topics.MAILBOX_LEDGER.keys().decode(record.key());
            LedgerEntry entry = Topics.MAILBOX_LEDGER.values().decode(record.value());
            return Optional.of(new Line(
                    mailbox.value(),
                    entry.sequence(),
                    entry.event(),
                    entry.attempt().orElse(0)));
        } catch (MalformedException e) {
            throw new IllegalStateException(
                    record.topic() + "-" + record.partition() + "-" + record.offset() + " cannot be read", e);
        }
    }

    /** The id of an output begins with the place of its input. */
    private boolean answersBefore(ConsumerRecord<byte[], byte[]> record) {
        return input(record)
                .filter(place -> place.offset() < position.getOrDefault(place.partition(), 0L))
                .isPresent();
    }

    private record Input(TopicPartition partition, long offset) {}

    private static Optional<Input> input(ConsumerRecord<byte[], byte[]> record) {
        Header id = record.headers().lastHeader("ce_id");
        if (id == null) {
            return Optional.empty();
        }
        String text = new String(id.value(), StandardCharsets.UTF_8);
        int number = text.lastIndexOf('#');
        int offset = text.lastIndexOf('-', number);
        int partition = text.lastIndexOf('-', offset - 1);
        if (partition < 0) {
            return Optional.empty();
        }
        return Optional.of(new Input(
                new TopicPartition(
                        text.substring(0, partition), Integer.parseInt(text.substring(partition + 1, offset))),
                Long.parseLong(text.substring(offset + 1, number))));
    }

    static byte[] key(Line line) {
        byte[] mailbox = line.mailbox().getBytes(StandardCharsets.UTF_8);
        byte[] step = line.step().name().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Short.BYTES + mailbox.length + Long.BYTES + Integer.BYTES + step.length)
                .putShort((short) mailbox.length)
                .put(mailbox)
                .putLong(line.sequence())
                .putInt(line.attempt())
                .put(step)
                .array();
    }

    static Line line(byte[] key) {
        ByteBuffer in = ByteBuffer.wrap(key);
        byte[] mailbox = new byte[in.getShort()];
        in.get(mailbox);
        long sequence = in.getLong();
        int attempt = in.getInt();
        LedgerEntry.Step step =
                LedgerEntry.Step.valueOf(StandardCharsets.UTF_8.decode(in).toString());
        return new Line(new String(mailbox, StandardCharsets.UTF_8), sequence, step, attempt);
    }

    RocksIterator keys() {
        return lines.keys();
    }
}
