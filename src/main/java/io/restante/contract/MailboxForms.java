package io.restante.contract;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.PushTarget;
import io.restante.base.SessionId;
import io.restante.base.Urgency;
import io.restante.delivery.LiveWindow;
import io.restante.delivery.Silence;
import io.restante.mailbox.HandOut;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.KnownId;
import io.restante.mailbox.MailboxContents.Deadline;
import io.restante.mailbox.MailboxHead;
import io.restante.mailbox.Marks;
import io.restante.push.PushState;
import io.restante.store.Form;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** How the values of a mailbox's entries are written: packed, each beginning with the version of its form. */
public final class MailboxForms {
    private static final int VERSION = 3;
    private static final int MESSAGE_VERSION = 4;
    private static final int HEAD_VERSION = 6;

    /** Its window does not know of the latest hand-out. */
    private static final int OLDER_HEAD_VERSION = 5;

    private static final byte[] NOTHING = {};

    public static final Form<MailboxHead> HEAD = Form.of(MailboxForms::write, (key, bytes) -> readHead(bytes));

    /** A message; its sequence stands in the key. */
    public static final Form<HeldMessage> MESSAGE = Form.of(
            MailboxForms::write,
            (key, bytes) -> readMessage(MailboxLayout.sequence(key), bytes),
            message -> Form.OBJECT + message.size());

    /** Who asks for the id of a message that left sends it again, which is seldom. */
    public static final Form<KnownId> KNOWN =
            Form.of(MailboxForms::write, (key, bytes) -> readKnown(bytes), known -> Form.OBJECT, KnownId::remains);

    /** A deadline, which stands in the key. */
    public static final Form<Deadline> EXPIRY = Form.of(deadline -> NOTHING, (key, bytes) -> MailboxLayout.expiry(key));

    public static final Form<IdPage> PAGE = Form.of(
            MailboxForms::write,
            (key, bytes) -> readPage(bytes),
            page -> Form.OBJECT * (1 + page.ids().size()));

    /** For who wants the keys alone. */
    public static final Form<Bytes> KEY = Form.of(key -> NOTHING, (key, bytes) -> key);

    private MailboxForms() {}

    private static byte[] write(MailboxHead head) {
        return new PackedWriter(HEAD_VERSION)
                .whole(head.count())
                .whole(head.bytes())
                .whole(head.first())
                .whole(head.last())
                .whole(head.taken())
                .whole(head.dead())
                .whole(head.expiringByRule())
                .optional(head.window(), MailboxForms::write)
                .optional(Optional.of(head.push()).filter(push -> !push.equals(PushState.NONE)), PushForm::write)
                .optional(head.wakeAt(), PackedWriter::time)
                .whole(head.marks().messages())
                .whole(head.marks().commands())
                .whole(head.marks().sessions())
                .whole(head.marks().ticks())
                .done();
    }

    private static MailboxHead readHead(byte[] bytes) {
        PackedReader in = new PackedReader(bytes, OLDER_HEAD_VERSION, HEAD_VERSION, "mailbox head");
        return new MailboxHead(
                in.whole(),
                in.whole(),
                in.whole(),
                in.whole(),
                in.size(),
                in.size(),
                in.whole(),
                in.optional(MailboxForms::readWindow),
                in.optional(PushForm::read).orElse(PushState.NONE),
                in.optional(PackedReader::time),
                new Marks(in.whole(), in.whole(), in.whole(), in.whole()));
    }

    private static void write(PackedWriter out, LiveWindow window) {
        out.whole(window.epoch().value())
                .text(window.sessionId().value())
                .text(window.gateway().value())
                .text(window.connection())
                .time(window.since())
                .time(window.opensAt())
                .whole(window.cursor())
                .whole(window.backlogEnd())
                .flag(window.backlogDone())
                .whole(window.inflight())
                .whole(window.inflightBytes())
                .whole(window.handedOut())
                .whole(window.acknowledged())
                .whole(window.silence().waits())
                .optional(window.silence().last(), PackedWriter::time)
                .time(window.latest());
    }

    private static LiveWindow readWindow(PackedReader in) {
        Epoch epoch = new Epoch(in.whole());
        SessionId sessionId = new SessionId(in.text());
        GatewayId gateway = new GatewayId(in.text());
        String connection = in.text();
        Instant since = in.time();
        return new LiveWindow(
                epoch,
                sessionId,
                gateway,
                connection,
                since,
                in.time(),
                in.whole(),
                in.whole(),
                in.flag(),
                in.size(),
                in.whole(),
                in.whole(),
                in.whole(),
                new Silence(in.size(), in.optional(PackedReader::time)),
                in.version() > OLDER_HEAD_VERSION ? in.time() : since);
    }

    private static byte[] write(HeldMessage message) {
        return new PackedWriter(MESSAGE_VERSION)
                .whole(message.sequence() - message.previous())
                .whole(message.commandsBefore())
                .text(message.id().value())
                .time(message.receivedAt())
                .texts(message.recipients())
                .optional(message.expiresAt(), PackedWriter::time)
                .flag(message.ownTtl())
                .text(message.urgency().name())
                .optional(message.collapseKey(), PackedWriter::text)
                .optional(message.push(), MailboxForms::write)
                .whole(message.attempts())
                .optional(message.handOut(), MailboxForms::write)
                .bytes(message.payload().json())
                .done();
    }

    private static HeldMessage readMessage(long sequence, byte[] bytes) {
        PackedReader in = new PackedReader(bytes, MESSAGE_VERSION, "message");
        long previous = sequence - in.whole();
        long commandsBefore = in.whole();
        MessageId id = new MessageId(in.text());
        Instant receivedAt = in.time();
        List<String> recipients = in.texts();
        Optional<Instant> expiresAt = in.optional(PackedReader::time);
        boolean ownTtl = in.flag();
        Urgency urgency = Urgency.valueOf(in.text());
        Optional<String> collapseKey = in.optional(PackedReader::text);
        Optional<PushTarget> push = in.optional(MailboxForms::readTarget);
        int attempts = in.size();
        Optional<HandOut> handOut = in.optional(MailboxForms::readHandOut);
        return new HeldMessage(
                sequence,
                previous,
                commandsBefore,
                id,
                receivedAt,
                new Payload(in.bytes()),
                recipients,
                expiresAt,
                ownTtl,
                urgency,
                collapseKey,
                push,
                attempts,
                handOut);
    }

    static void write(PackedWriter out, PushTarget target) {
        switch (target) {
            case PushTarget.Fcm fcm -> out.flag(true).text(fcm.token());
            case PushTarget.Webhook webhook -> out.flag(false).text(webhook.uri());
        }
    }

    static PushTarget readTarget(PackedReader in) {
        return in.flag() ? new PushTarget.Fcm(in.text()) : new PushTarget.Webhook(in.text());
    }

    private static void write(PackedWriter out, HandOut handOut) {
        out.optional(handOut.session(), (inner, epoch) -> inner.whole(epoch.value()))
                .time(handOut.at())
                .time(handOut.due())
                .flag(handOut.leased());
    }

    private static HandOut readHandOut(PackedReader in) {
        return new HandOut(in.optional(inner -> new Epoch(inner.whole())), in.time(), in.time(), in.flag());
    }

    private static byte[] write(KnownId known) {
        return new PackedWriter(VERSION)
                .whole(known.sequence())
                .optional(known.endedAt(), PackedWriter::time)
                .done();
    }

    private static KnownId readKnown(byte[] bytes) {
        PackedReader in = new PackedReader(bytes, VERSION, "message id");
        return new KnownId(in.whole(), in.optional(PackedReader::time));
    }

    private static byte[] write(IdPage page) {
        PackedWriter out = new PackedWriter(VERSION).whole(page.ids().size());
        page.ids().forEach(ended -> out.text(ended.mailbox().value())
                .text(ended.id().value())
                .time(ended.endedAt()));
        return out.done();
    }

    private static IdPage readPage(byte[] bytes) {
        PackedReader in = new PackedReader(bytes, VERSION, "page of message ids");
        IdPage page = new IdPage();
        int ids = in.size();
        for (int n = 0; n < ids; n++) {
            page.add(new IdPage.Ended(new MailboxId(in.text()), new MessageId(in.text()), in.time()));
        }
        return page;
    }
}
