package io.restante.settlement.flow;

import io.restante.contract.CloudEvents;
import io.restante.contract.DeadLetter;
import io.restante.contract.SettlementTopics;
import io.restante.contract.Topic;
import io.restante.settlement.SettlementTrigger;
import io.restante.settlement.SupplierSession;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.NullUnmarked;

/** Makes records of what a step tells others: commands for the chain, history, dead letters, and what the partition tells itself. */
@NullUnmarked
public final class SettlementOutputProcessor implements Processor<SupplierSession, SettlementOutput, Object, Object> {
    private static final String SOURCE = "/restante/settlement";

    private final SettlementSinks sinks;
    private ProcessorContext<Object, Object> context;
    private String place = "";
    private int number;

    public SettlementOutputProcessor(SettlementSinks sinks) {
        this.sinks = sinks;
    }

    /** The children. */
    public record SettlementSinks(
            String claims, String proofs, String history, String barriers, String steps, String deadLetters) {}

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
    }

    @Override
    public void process(Record<SupplierSession, SettlementOutput> record) {
        switch (record.value()) {
            case SettlementOutput.Claim out -> send(record, SettlementTopics.CLAIMS, sinks.claims(), out.claim());
            case SettlementOutput.Proof out -> send(record, SettlementTopics.PROOFS, sinks.proofs(), out.proof());
            case SettlementOutput.History out -> send(record, SettlementTopics.HISTORY, sinks.history(), out.ended());
            case SettlementOutput.OnRelayLog out ->
                sendBack(record, SettlementTopics.RELAY_LOG, sinks.barriers(), out.barrier());
            case SettlementOutput.NextStep out -> sendBack(record, SettlementTopics.STEPS, sinks.steps(), out.step());
            case SettlementOutput.RefusedRelay out -> refuse(record, out);
        }
    }

    private void send(Record<SupplierSession, ?> record, Topic<SupplierSession, ?> topic, String sink, Object value) {
        Instant at = Instant.ofEpochMilli(record.timestamp());
        context.forward(
                new Record<>(
                        record.key(), value, record.timestamp(), CloudEvents.headers(topic.name(), id(), SOURCE, at)),
                sink);
    }

    /** To the partition itself. */
    private void sendBack(Record<?, ?> record, Topic<?, ?> topic, String sink, SettlementTrigger value) {
        Instant at = Instant.ofEpochMilli(record.timestamp());
        context.forward(
                new Record<>(
                        context.taskId().partition(),
                        value,
                        record.timestamp(),
                        CloudEvents.headers(topic.name(), id(), SOURCE, at)),
                sink);
    }

    private void refuse(Record<SupplierSession, ?> record, SettlementOutput.RefusedRelay out) {
        context.forward(
                new Record<>(
                        record.key() == null ? null : record.key().text().getBytes(StandardCharsets.UTF_8),
                        out.raw().json(),
                        record.timestamp(),
                        DeadLetter.headers(
                                record.headers(),
                                SettlementTopics.RELAYS.room(),
                                out.rejection().reason() + ": "
                                        + out.rejection().sentence(),
                                source(),
                                "",
                                1)),
                sinks.deadLetters());
    }

    private String source() {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        return metadata.topic() + "-" + metadata.partition() + "-" + metadata.offset();
    }

    /** The input's place and a number: the same when the input is processed again. */
    private String id() {
        String now = source();
        number = now.equals(place) ? number + 1 : 0;
        place = now;
        return now + "-" + number;
    }
}
