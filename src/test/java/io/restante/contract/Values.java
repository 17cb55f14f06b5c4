package io.restante.contract;

import io.restante.base.AgentId;
import io.restante.base.DeviceId;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.PushTarget;
import io.restante.base.Rejection;
import io.restante.base.SessionId;
import io.restante.base.Tick;
import io.restante.base.Urgency;
import io.restante.delivery.LiveWindow;
import io.restante.delivery.Silence;
import io.restante.group.EventId;
import io.restante.group.FanOutStep;
import io.restante.group.GroupEvent;
import io.restante.group.Presence;
import io.restante.group.Waiting;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.HandOut;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.KnownId;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxHead;
import io.restante.mailbox.MailboxReply;
import io.restante.mailbox.Marks;
import io.restante.mailbox.OpenMessage;
import io.restante.mailbox.RefusedMessage;
import io.restante.mailbox.ReplyAddress;
import io.restante.push.Bell;
import io.restante.push.DeviceKey;
import io.restante.push.Knock;
import io.restante.push.PushNotification;
import io.restante.push.PushOrder;
import io.restante.push.PushOutcome;
import io.restante.push.PushResult;
import io.restante.push.PushState;
import io.restante.push.RegisteredTarget;
import io.restante.push.TargetChange;
import io.restante.session.EndReason;
import io.restante.session.EndedSession;
import io.restante.session.LiveSession;
import io.restante.session.Seat;
import io.restante.session.SessionKey.OfAgent;
import io.restante.session.SessionSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** Random values of every type that is written, legal but seldom ordinary. */
final class Values {
    private static final String[] PIECES = {
        "a",
        "Z",
        "0",
        " ",
        "\"",
        "\\",
        "/",
        "\n",
        "\t",
        "\u0001",
        "\u007f",
        "ä",
        "ß",
        "中",
        "\u2028",
        "\ufeff",
        "\ud83d\ude00",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "null",
        "did:key:z6Mk",
        "\\u0041"
    };

    private final Random random;

    Values(long seed) {
        random = new Random(seed);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n >= 0; n--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private String textOrEmpty() {
        return random.nextInt(8) == 0 ? "" : text();
    }

    private <T> List<T> list(Supplier<T> each) {
        List<T> list = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            list.add(each.get());
        }
        return list;
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <E extends Enum<E>> E one(Class<E> type) {
        return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }

    long whole() {
        return random.nextInt(4) == 0 ? Long.MAX_VALUE >>> random.nextInt(63) : random.nextInt(1_000);
    }

    private int size() {
        return random.nextInt(Integer.MAX_VALUE) >>> random.nextInt(31);
    }

    Instant time() {
        return Instant.ofEpochMilli(random.nextLong(0, 253_402_300_799_999L));
    }

    MailboxId mailbox() {
        return new MailboxId(text());
    }

    MessageId message() {
        return new MessageId(text());
    }

    Epoch epoch() {
        return new Epoch(whole());
    }

    GatewayId gateway() {
        return new GatewayId("gw-" + random.nextInt(100) + "._A");
    }

    private PushTarget target() {
        return random.nextBoolean() ? new PushTarget.Fcm(text()) : new PushTarget.Webhook(text());
    }

    Payload payload() {
        return Payload.ofText(json(4));
    }

    /** Any JSON text, spelt as nobody would. */
    String json(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 9)) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "true" : "false";
            case 2 -> "-0";
            case 3 -> pick("1.0E+2", "1e400", "-1E-400", "0.10", "1.0", "0e0", "-0.0", "12345678901234567890123456789");
            case 4 -> "1" + "0123456789".repeat(random.nextInt(200)) + "." + "50".repeat(1 + random.nextInt(100));
            case 5 -> Integer.toString(random.nextInt());
            case 6 ->
                "\"" + pick("\\u0041", "\\/", "\\ud83d\\ude00", "\\ud800", "\\udc00x", "\\\"", "\\\\", "\\u0000")
                        + "\"";
            case 7 -> "\"" + pick("中", "\ud83d\ude00", "\u007f", "\u2028", "", "plain", "x".repeat(9_000)) + "\"";
            case 8 -> pick("{}", "[]", "{ }", "[ ]", "{\"a\":1,\"a\":2}", "{\"payload\":{\"payload\":1.0}}");
            case 9, 10 -> {
                List<String> fields = list(() -> space() + "\"" + pick("z", "a", "payload", "id", "中") + "\"" + space()
                        + ":" + space() + json(depth - 1) + space());
                yield "{" + String.join(",", fields) + "}";
            }
            default -> "[" + String.join(",", list(() -> space() + json(depth - 1) + space())) + "]";
        };
    }

    String space() {
        return pick("", "", " ", "\n\t", "\r\n  ");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    AddMessage addMessage() {
        return new AddMessage(
                maybe(this::message),
                list(this::textOrEmpty),
                payload(),
                maybe(() -> Duration.ofSeconds(random.nextInt(100_000_000))),
                one(Urgency.class),
                maybe(this::textOrEmpty),
                maybe(this::target));
    }

    CommandRequest command() {
        MailboxCommand command =
                switch (random.nextInt(5)) {
                    case 0 ->
                        new MailboxCommand.TakeMessages(
                                random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(1_000)) : OptionalInt.empty(),
                                random.nextBoolean() ? OptionalLong.of(whole()) : OptionalLong.empty(),
                                maybe(this::textOrEmpty),
                                maybe(() -> Duration.ofMillis(random.nextInt()).abs()));
                    case 1 -> new MailboxCommand.AcknowledgeMessages(list(this::message));
                    case 2 -> new MailboxCommand.AcknowledgeAll(textOrEmpty());
                    case 3 -> new MailboxCommand.PutBackMessage(message());
                    default -> new MailboxCommand.PurgeMessages(maybe(this::textOrEmpty), random.nextBoolean());
                };
        return new CommandRequest(
                command,
                maybe(() -> new ReplyAddress(gateway(), textOrEmpty())),
                random.nextBoolean() ? OptionalLong.of(whole()) : OptionalLong.empty(),
                random.nextInt(3));
    }

    SessionSignal signal() {
        return switch (random.nextInt(4)) {
            case 0 ->
                new SessionSignal.Opened(
                        new SessionId(text()),
                        gateway(),
                        textOrEmpty(),
                        text(),
                        maybe(this::agentKey),
                        maybe(this::time));
            case 1 -> new SessionSignal.Closed(epoch(), one(EndReason.class), maybe(this::time));
            case 2 -> new SessionSignal.Heartbeat(gateway(), textOrEmpty());
            default -> new SessionSignal.Draining(gateway(), textOrEmpty());
        };
    }

    private OpenMessage open() {
        return new OpenMessage(message(), whole(), time(), random.nextInt(100), payload());
    }

    LiveRecord live() {
        return switch (random.nextInt(7)) {
            case 0 -> new LiveRecord.HandOut(text(), epoch(), list(this::open));
            case 1 -> new LiveRecord.BacklogDone(text(), epoch());
            case 2 -> new LiveRecord.Granted(text(), epoch());
            case 3 ->
                new LiveRecord.Refused(text(), textOrEmpty(), maybe(() -> Duration.ofMillis(random.nextInt(9_000))));
            case 4 -> new LiveRecord.Close(text(), epoch(), one(EndReason.class));
            case 5 -> new LiveRecord.FannedOut(list(this::text), eventId(), payload());
            default -> new LiveRecord.Reply(textOrEmpty(), reply());
        };
    }

    private MailboxReply reply() {
        return switch (random.nextInt(5)) {
            case 0 -> new MailboxReply.Taken(list(this::open));
            case 1 -> new MailboxReply.Acknowledged(whole(), whole());
            case 2 -> new MailboxReply.Purged(whole(), random.nextBoolean());
            case 3 -> new MailboxReply.PutBack();
            default -> new MailboxReply.Declined(new Rejection(text(), textOrEmpty()));
        };
    }

    LedgerEntry ledger() {
        return new LedgerEntry(
                message(),
                whole(),
                one(LedgerEntry.Step.class),
                time(),
                maybe(this::epoch),
                maybe(() -> random.nextInt(9)),
                maybe(this::textOrEmpty));
    }

    RefusedMessage refused() {
        return new RefusedMessage(message(), text(), whole());
    }

    EndedSession ended() {
        return new EndedSession(
                new SessionId(text()),
                epoch(),
                gateway(),
                maybe(this::agentKey),
                time(),
                time(),
                one(EndReason.class),
                whole(),
                whole());
    }

    AgentId agent() {
        return new AgentId(text());
    }

    GroupId group() {
        return new GroupId(text());
    }

    OfAgent agentKey() {
        return new OfAgent(group(), agent());
    }

    private EventId eventId() {
        return new EventId(text(), text(), whole());
    }

    GroupEvent groupEvent() {
        return new GroupEvent(eventId(), agent(), maybe(this::agent), random.nextBoolean(), payload());
    }

    Presence presence() {
        return new Presence(one(Presence.Operation.class), agent(), epoch());
    }

    FanOutStep step() {
        return new FanOutStep(whole(), maybe(this::agent));
    }

    Waiting waiting() {
        return new Waiting(whole(), whole(), maybe(this::agent));
    }

    PushOrder push() {
        return random.nextInt(4) == 0
                ? new PushOrder.Cancel(text())
                : new PushNotification(
                        text(),
                        1 + random.nextInt(9),
                        mailbox(),
                        target(),
                        message(),
                        whole(),
                        time(),
                        one(Urgency.class),
                        maybe(this::textOrEmpty),
                        maybe(this::time));
    }

    PushResult pushed() {
        return new PushResult(
                text(),
                random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(9)) : OptionalInt.empty(),
                one(PushOutcome.class),
                maybe(this::textOrEmpty),
                maybe(() -> Duration.ofMillis(random.nextInt(9_000))),
                time());
    }

    TargetChange targetChange() {
        return random.nextInt(4) == 0
                ? new TargetChange.Remove()
                : new TargetChange.Register(target(), maybe(this::time));
    }

    DeviceKey deviceKey() {
        return new DeviceKey(mailbox(), new DeviceId(text()));
    }

    private Knock knock() {
        return new Knock(
                whole(),
                whole(),
                message(),
                time(),
                one(Urgency.class),
                maybe(this::textOrEmpty),
                maybe(this::time),
                1 + random.nextInt(9),
                time(),
                random.nextBoolean(),
                time());
    }

    private PushState pushState() {
        return new PushState(
                random.nextBoolean(),
                whole(),
                whole() - 1,
                maybe(this::time),
                list(() -> new RegisteredTarget(new DeviceId(text()), target(), time())),
                list(() -> new Bell(target(), maybe(this::time), random.nextBoolean(), list(this::knock))));
    }

    Tick tick() {
        return new Tick(time());
    }

    HeldMessage held() {
        return new HeldMessage(
                whole(),
                whole(),
                whole() - 1,
                message(),
                time(),
                payload(),
                list(this::textOrEmpty),
                maybe(this::time),
                random.nextBoolean(),
                one(Urgency.class),
                maybe(this::textOrEmpty),
                maybe(this::target),
                size(),
                maybe(() -> new HandOut(maybe(this::epoch), time(), time(), random.nextBoolean())));
    }

    MailboxHead head() {
        return new MailboxHead(
                whole(),
                whole(),
                whole(),
                whole() - 1,
                size(),
                size(),
                whole(),
                maybe(() -> new LiveWindow(
                        epoch(),
                        new SessionId(text()),
                        gateway(),
                        text(),
                        time(),
                        time(),
                        whole() - 1,
                        whole() - 1,
                        random.nextBoolean(),
                        size(),
                        whole(),
                        whole(),
                        whole(),
                        new Silence(size(), maybe(this::time)),
                        time())),
                random.nextBoolean() ? PushState.NONE : pushState(),
                maybe(this::time),
                new Marks(whole() - 1, whole() - 1, whole() - 1, whole() - 1));
    }

    KnownId known() {
        return new KnownId(whole(), maybe(this::time));
    }

    LiveSession session() {
        return new LiveSession(
                epoch(),
                new SessionId(text()),
                gateway(),
                textOrEmpty(),
                text(),
                time(),
                maybe(this::time),
                maybe(this::epoch),
                list(this::time));
    }

    Seat seat() {
        return random.nextBoolean()
                ? new Seat.Held(session())
                : new Seat.Left(session(), time(), one(EndReason.class), whole());
    }
}
