package io.restante.faults;

import io.restante.contract.MalformedException;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.faults.history.Event;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What is told of mailboxes, sessions and groups. */
final class MailSight implements Sight {
    @Override
    public List<Topic<?, ?>> topics() {
        return List.of(
                Topics.MAILBOX_LEDGER,
                Topics.MAILBOX_REJECTIONS,
                Topics.SESSION_HISTORY,
                Topics.GROUP_PRESENCE,
                Topics.PUSH_NOTIFICATIONS,
                Topics.DEAD_LETTERS);
    }

    @Override
    public Optional<Event> event(ConsumerRecord<byte[], byte[]> seen) throws MalformedException {
        return Optional.of(told(seen));
    }

    private static Event told(ConsumerRecord<byte[], byte[]> seen) throws MalformedException {
        String topic = seen.topic();
        if (topic.equals(Topics.MAILBOX_LEDGER.name())) {
            return ledger(seen);
        }
        if (topic.equals(Topics.MAILBOX_REJECTIONS.name())) {
            var refused = Topics.MAILBOX_REJECTIONS.values().decode(seen.value());
            return new Event.Refused(Sight.text(seen.key()), refused.id().value());
        }
        if (topic.equals(Topics.SESSION_HISTORY.name())) {
            return ended(seen);
        }
        if (topic.equals(Topics.GROUP_PRESENCE.name())) {
            var presence = Topics.GROUP_PRESENCE.values().decode(seen.value());
            return new Event.Presence(
                    Sight.text(seen.key()),
                    presence.operation().word(),
                    presence.agent().value(),
                    presence.epoch().value());
        }
        if (topic.equals(Topics.PUSH_NOTIFICATIONS.name())) {
            return new Event.Pushed(Sight.text(seen.key()), Sight.text(seen.value()));
        }
        return new Event.DeadLetter(source(seen));
    }

    private static Event ledger(ConsumerRecord<byte[], byte[]> seen) throws MalformedException {
        var entry = Topics.MAILBOX_LEDGER.values().decode(seen.value());
        return new Event.Ledger(
                Sight.text(seen.key()),
                entry.id().value(),
                entry.sequence(),
                entry.event().word(),
                entry.epoch().map(epoch -> epoch.value()).orElse(0L),
                entry.attempt().orElse(0));
    }

    private static Event ended(ConsumerRecord<byte[], byte[]> seen) throws MalformedException {
        var ended = Topics.SESSION_HISTORY.values().decode(seen.value());
        return new Event.Ended(
                Sight.text(seen.key()),
                ended.sessionId().value(),
                ended.epoch().value(),
                ended.gateway().value(),
                ended.startedAt(),
                ended.endedAt(),
                ended.reason().word());
    }

    private static String source(ConsumerRecord<byte[], byte[]> letter) {
        return Optional.ofNullable(letter.headers().lastHeader("source"))
                .map(Header::value)
                .map(Sight::text)
                .orElse("");
    }
}
