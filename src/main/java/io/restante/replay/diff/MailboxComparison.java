package io.restante.replay.diff;

import io.restante.contract.JsonText;
import io.restante.contract.StoredMailbox;
import io.restante.mailbox.HandOut;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.MailboxHead;
import io.restante.replay.diff.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What two stores know of one mailbox, side by side. */
public final class MailboxComparison {
    private final String mailbox;
    private final StoredMailbox live;
    private final StoredMailbox shadow;
    private final List<Difference> differences = new ArrayList<>();

    private MailboxComparison(String mailbox, StoredMailbox live, StoredMailbox shadow) {
        this.mailbox = mailbox;
        this.live = live;
        this.shadow = shadow;
    }

    /** What differs; not yet explained. */
    public static List<Difference> of(String mailbox, StoredMailbox live, StoredMailbox shadow) {
        return new MailboxComparison(mailbox, live, shadow).differences();
    }

    private List<Difference> differences() {
        MailboxHead liveHead = live.head();
        MailboxHead shadowHead = shadow.head();
        differ(Kind.COUNT, "count", liveHead.count(), shadowHead.count());
        differ(Kind.COUNT, "bytes", liveHead.bytes(), shadowHead.bytes());
        differ(Kind.COUNT, "dead", liveHead.dead(), shadowHead.dead());
        differ(
                Kind.SESSION,
                "session",
                liveHead.window()
                        .map(window -> window.epoch() + " at " + window.gateway())
                        .orElse("nobody"),
                shadowHead
                        .window()
                        .map(window -> window.epoch() + " at " + window.gateway())
                        .orElse("nobody"));
        messages(Kind.HELD, held(live), held(shadow));
        messages(Kind.DEAD, bySequence(live.dead()), bySequence(shadow.dead()));
        return differences;
    }

    private static Map<Long, HeldMessage> held(StoredMailbox mailbox) {
        return bySequence(mailbox.messages(0, Long.MAX_VALUE, Integer.MAX_VALUE, held -> true, held -> false));
    }

    private static Map<Long, HeldMessage> bySequence(List<HeldMessage> messages) {
        Map<Long, HeldMessage> bySequence = new TreeMap<>();
        messages.forEach(message -> bySequence.put(message.sequence(), message));
        return bySequence;
    }

    private void messages(Kind kind, Map<Long, HeldMessage> lives, Map<Long, HeldMessage> shadows) {
        TreeSet<Long> sequences = new TreeSet<>(lives.keySet());
        sequences.addAll(shadows.keySet());
        for (long sequence : sequences) {
            Optional<HeldMessage> one = Optional.ofNullable(lives.get(sequence));
            Optional<HeldMessage> other = Optional.ofNullable(shadows.get(sequence));
            if (one.isPresent() && other.isPresent()) {
                message(one.get(), other.get());
            } else {
                differences.add(new Difference(
                        kind,
                        mailbox,
                        "message " + one.or(() -> other).orElseThrow().id() + " (sequence " + sequence + ")",
                        one.map(MailboxComparison::shown),
                        other.map(MailboxComparison::shown),
                        Optional.empty()));
            }
        }
    }

    private void message(HeldMessage one, HeldMessage other) {
        String subject = "message " + one.id() + " (sequence " + one.sequence() + ") ";
        differ(Kind.CONTENT, subject + "id", one.id(), other.id());
        differ(Kind.CONTENT, subject + "received", one.receivedAt(), other.receivedAt());
        differ(Kind.EXPIRY, subject + "expires", expiry(one), expiry(other));
        differ(Kind.CONTENT, subject + "size", one.size(), other.size());
        differ(
                Kind.CONTENT,
                subject + "payload",
                one.payload().text(),
                other.payload().text());
        differ(Kind.HAND_OUT, subject + "attempts", one.attempts(), other.attempts());
        differ(Kind.HAND_OUT, subject + "handed out", handOut(one), handOut(other));
    }

    private static String shown(HeldMessage message) {
        return "received " + JsonText.time(message.receivedAt()) + ", expires " + expiry(message);
    }

    private static String expiry(HeldMessage message) {
        return message.expiresAt().map(JsonText::time).orElse("never");
    }

    private static String handOut(HeldMessage message) {
        return message.handOut().map(MailboxComparison::shown).orElse("to nobody");
    }

    private static String shown(HandOut out) {
        return out.session().map(epoch -> "to " + epoch).orElse("by a take") + " at " + JsonText.time(out.at());
    }

    private void differ(Kind kind, String subject, Object one, Object other) {
        if (!Objects.equals(one, other)) {
            differences.add(new Difference(
                    kind,
                    mailbox,
                    subject,
                    Optional.of(one.toString()),
                    Optional.of(other.toString()),
                    Optional.empty()));
        }
    }
}
