package io.restante.contract;

import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.base.Tick;
import io.restante.contract.Topic.Cleanup;
import io.restante.group.FanOutStep;
import io.restante.group.GroupEvent;
import io.restante.group.Presence;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.RefusedMessage;
import io.restante.push.DeviceKey;
import io.restante.push.PushOrder;
import io.restante.push.PushResult;
import io.restante.push.TargetChange;
import io.restante.session.EndedSession;
import io.restante.session.SessionSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The topics. Their names are promises; all but the gateways' own exist before the topology starts. */
public final class Topics {
    private static final Optional<Duration> A_MONTH = Optional.of(Duration.ofDays(30));
    private static final Optional<Duration> A_DAY = Optional.of(Duration.ofDays(1));
    private static final Codec<String> SESSION_KEY = new SessionKeyCodec();
    private static final Codec<GroupId> GROUP = new GroupIdCodec();
    private static final Codec<MailboxId> MAILBOX = new MailboxIdCodec();
    private static final Codec<byte[]> BYTES = new BytesCodec();

    public static final Topic<MailboxId, AddMessage> MAILBOX_MESSAGES = new Topic<>(
            "mailbox.messages",
            MAILBOX,
            new AddMessageCodec(),
            "mailbox",
            "Messages for mailboxes; a message's sequence is its offset here.",
            "producers, gateways",
            true,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<MailboxId, CommandRequest> MAILBOX_COMMANDS = new Topic<>(
            "mailbox.commands",
            MAILBOX,
            new CommandCodec(),
            "mailbox",
            "What is asked of mailboxes: take, acknowledge, acknowledge-all, put-back, purge.",
            "gateways, anyone",
            true,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<MailboxId, RefusedMessage> MAILBOX_REJECTIONS = new Topic<>(
            "mailbox.rejections",
            MAILBOX,
            new RefusedMessageCodec(),
            "mailbox",
            "Messages a mailbox did not accept, and why.",
            "the topology",
            false,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<MailboxId, LedgerEntry> MAILBOX_LEDGER = new Topic<>(
            "mailbox.ledger",
            MAILBOX,
            new LedgerCodec(),
            "mailbox",
            "What happened to each message, as it happens.",
            "the topology",
            false,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<String, SessionSignal> SESSION_EVENTS = new Topic<>(
            "session.events",
            SESSION_KEY,
            new SignalCodec(),
            "session",
            "What gateways say about live sessions; an epoch is the offset of an opened record here.",
            "gateways; the topology, for the sessions of a lost gateway",
            true,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<String, EndedSession> SESSION_HISTORY = new Topic<>(
            "session.history",
            SESSION_KEY,
            new EndedSessionCodec(),
            "session",
            "Live sessions that are over, each with its start, end and reason.",
            "the topology",
            false,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<DeviceKey, TargetChange> PUSH_TARGETS = new Topic<>(
            "push.targets",
            new DeviceKeyCodec(),
            new TargetChangeCodec(),
            "push",
            "Where the devices of mailboxes are knocked at; no value removes one.",
            "producers, gateways",
            true,
            Cleanup.COMPACT,
            Optional.empty());

    public static final Topic<MailboxId, PushResult> PUSH_RESULTS = new Topic<>(
            "push.results",
            MAILBOX,
            new PushResultCodec(),
            "push",
            "What became of knocks.",
            "push workers",
            true,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<MailboxId, PushOrder> PUSH_NOTIFICATIONS = new Topic<>(
            "push.notifications",
            MAILBOX,
            new PushOrderCodec(),
            "push",
            "Knocks on the door for messages that nobody was there to receive, and those that are not needed any more.",
            "the topology",
            false,
            Cleanup.DELETE,
            A_DAY);

    public static final Topic<GroupId, GroupEvent> GROUP_EVENTS = new Topic<>(
            "group.events",
            GROUP,
            new GroupEventCodec(),
            "group",
            "What happens to groups, as written; headers say what it is called and for whom it is.",
            "producers, gateways",
            true,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<GroupId, Presence> GROUP_PRESENCE = new Topic<>(
            "group.presence",
            GROUP,
            new PresenceCodec(),
            "group",
            "Agents that entered a group or left it; of one agent the two alternate.",
            "the topology",
            false,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<GroupId, FanOutStep> GROUP_STEPS = new Topic<>(
            "group.steps",
            GROUP,
            new FanOutStepCodec(),
            "group",
            "Reminders to go on with a fan-out that is too large for one step.",
            "the topology",
            true,
            Cleanup.DELETE,
            A_DAY);

    public static final Topic<byte[], Tick> CLOCK_TICKS = new Topic<>(
            "clock.ticks",
            BYTES,
            new TickCodec(),
            "clock",
            "Time, as records: each partition's clock writes to its own partition.",
            "the topology",
            true,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<byte[], byte[]> DEAD_LETTERS = new Topic<>(
            "dead-letters",
            BYTES,
            BYTES,
            "intake",
            "Records that could not be processed and messages whose attempts are spent, bytes untouched, the reason in headers.",
            "the topology",
            false,
            Cleanup.DELETE,
            A_MONTH);

    /** The topics of delivery, and those that both applications write to. */
    public static final List<Topic<?, ?>> OF_DELIVERY = List.of(
            MAILBOX_MESSAGES,
            MAILBOX_COMMANDS,
            MAILBOX_REJECTIONS,
            MAILBOX_LEDGER,
            SESSION_EVENTS,
            SESSION_HISTORY,
            PUSH_TARGETS,
            PUSH_RESULTS,
            PUSH_NOTIFICATIONS,
            GROUP_EVENTS,
            GROUP_PRESENCE,
            GROUP_STEPS,
            CLOCK_TICKS,
            DEAD_LETTERS);

    /** Every topic whose name is known beforehand. */
    public static final List<Topic<?, ?>> ALL =
            Stream.concat(OF_DELIVERY.stream(), SettlementTopics.ALL.stream()).toList();

    /** What the names of the gateways' own topics begin with. */
    public static final String LIVE_PREFIX = "delivery.live.";

    private Topics() {}

    /** The topic of one gateway: what it must tell its sockets. Made before the gateway opens its first session. */
    public static Topic<String, LiveRecord> live(GatewayId gateway) {
        return live(LIVE_PREFIX + gateway.value());
    }

    /** What all gateways are told, as one topic: a shadow has no gateways, so it writes it all to one. */
    public static Topic<String, LiveRecord> gateways() {
        return live(LIVE_PREFIX.substring(0, LIVE_PREFIX.length() - 1));
    }

    private static Topic<String, LiveRecord> live(String name) {
        return new Topic<>(
                name,
                SESSION_KEY,
                new LiveRecordCodec(),
                "delivery",
                "Hand-outs, grants, replies and groups' events for one gateway.",
                "the topology",
                false,
                Cleanup.DELETE,
                A_DAY);
    }
}
