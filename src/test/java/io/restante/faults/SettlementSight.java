package io.restante.faults;

import io.restante.contract.MalformedException;
import io.restante.contract.SettlementTopics;
import io.restante.contract.Topic;
import io.restante.faults.history.Event;
import io.restante.settlement.TransactionEvent.Kind;
import io.restante.settlement.TransactionEvent.Outcome;
import io.restante.settlement.TreeRoot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is told of relays, of blocks, and of what is claimed and proved. */
final class SettlementSight implements Sight {
    @Override
    public List<Topic<?, ?>> topics() {
        return List.of(
                SettlementTopics.RELAYS,
                SettlementTopics.BLOCKS,
                SettlementTopics.TRANSACTIONS,
                SettlementTopics.CLAIMS,
                SettlementTopics.PROOFS,
                SettlementTopics.HISTORY);
    }

    @Override
    public Optional<Event> event(ConsumerRecord<byte[], byte[]> seen) throws MalformedException {
        String topic = seen.topic();
        if (topic.equals(SettlementTopics.TRANSACTIONS.name())) {
            return unlessBad(() -> included(seen));
        }
        if (topic.equals(SettlementTopics.RELAYS.name())) {
            return unlessBad(() -> Optional.of(recorded(seen)));
        }
        if (topic.equals(SettlementTopics.BLOCKS.name())) {
            long height = SettlementTopics.BLOCKS.values().decode(seen.value()).height();
            return Optional.of(new Event.BlockOnLog(seen.partition(), height, Instant.ofEpochMilli(seen.timestamp())));
        }
        return Optional.of(told(topic, seen));
    }

    private static Optional<Event> included(ConsumerRecord<byte[], byte[]> seen) throws MalformedException {
        var event = SettlementTopics.TRANSACTIONS.values().decode(seen.value());
        return event.kind() == Kind.CLAIM && event.outcome() == Outcome.INCLUDED
                ? Optional.of(new Event.ClaimIncluded(Sight.text(seen.key()), event.height()))
                : Optional.empty();
    }

    private interface Reading {
        Optional<Event> event() throws MalformedException;
    }

    /** Anybody may write to an input; what cannot be read tells nothing. */
    private static Optional<Event> unlessBad(Reading reading) {
        try {
            return reading.event();
        } catch (MalformedException bad) {
            return Optional.empty();
        }
    }

    private static Event recorded(ConsumerRecord<byte[], byte[]> seen) throws MalformedException {
        var relay = SettlementTopics.RELAYS.values().decode(seen.value());
        return new Event.RelayOnLog(
                Sight.text(seen.key()),
                relay.session().endHeight(),
                seen.partition(),
                seen.offset(),
                relay.request().text(),
                relay.units(),
                Sight.text(seen.value()),
                Instant.ofEpochMilli(seen.timestamp()));
    }

    private static Event told(String topic, ConsumerRecord<byte[], byte[]> seen) throws MalformedException {
        String session = Sight.text(seen.key());
        if (topic.equals(SettlementTopics.CLAIMS.name())) {
            var claim = SettlementTopics.CLAIMS.values().decode(seen.value());
            return new Event.Claimed(session, claim.root().hex(), claim.attempt());
        }
        if (topic.equals(SettlementTopics.PROOFS.name())) {
            var proof = SettlementTopics.PROOFS.values().decode(seen.value());
            return new Event.Proved(session, proof.root().hex(), proof.attempt());
        }
        var over = SettlementTopics.HISTORY.values().decode(seen.value());
        return new Event.RelaySessionOver(
                session,
                over.end().word(),
                over.end().loss(),
                over.root().map(TreeRoot::hex).orElse(""));
    }
}
