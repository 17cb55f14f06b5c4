package io.restante.app.settings;

import static io.restante.app.settings.Requirement.require;

import io.restante.base.GatewayId;
import io.restante.delivery.DeliveryRules;
import io.restante.group.GroupRules;
import io.restante.mailbox.MailboxRules;
import io.restante.session.SessionRules;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that can be set, read once at the start.
 *
 * @param bootstrapServers the Kafka brokers to start from
 * @param data the folder for what this process keeps on disk
 * @param topics how missing topics are made
 * @param streams how the stream processing runs
 * @param clock how often time passes
 * @param mailbox what a mailbox may hold
 * @param session who may hold a live session
 * @param delivery how messages are handed out
 * @param group how groups are told
 * @param push whose door is knocked at, and how
 * @param settlement what the chain demands, and how relays are served
 * @param gateway where clients connect
 * @param auth who may come in
 * @param ops where operators look
 * @param kafka handed to every Kafka client as it is; it may hold secrets
 */
public record Settings(
        String bootstrapServers,
        Path data,
        TopicSettings topics,
        StreamsSettings streams,
        ClockSettings clock,
        MailboxRules mailbox,
        SessionRules session,
        DeliveryRules delivery,
        GroupRules group,
        PushSettings push,
        SettlementSettings settlement,
        GatewaySettings gateway,
        AuthSettings auth,
        OpsSettings ops,
        Map<String, String> kafka) {
    public static final Settings DEFAULTS = new Settings(
            "127.0.0.1:9092",
            Path.of("./data"),
            TopicSettings.DEFAULTS,
            StreamsSettings.DEFAULTS,
            ClockSettings.DEFAULTS,
            MailboxRules.DEFAULTS,
            SessionRules.DEFAULTS,
            DeliveryRules.DEFAULTS,
            GroupRules.DEFAULTS,
            PushSettings.DEFAULTS,
            SettlementSettings.DEFAULTS,
            GatewaySettings.DEFAULTS,
            AuthSettings.DEFAULTS,
            OpsSettings.DEFAULTS,
            Map.of());

    /** The groups of settings that decisions go by. */
    private static final List<String> DECISIVE = List.of("mailbox.", "session.", "delivery.", "group.", "push.");

    /** How knocks are sent decides nothing of a mailbox, and secrets are among it. */
    private static final List<String> NOT_DECISIVE = List.of("push.fcm.", "push.webhook.");

    private static final String BOOTSTRAP = "bootstrap.servers";

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public Settings {
        Requirement.text("bootstrapServers", bootstrapServers);
        require(
                gateway.heartbeat().compareTo(session.gatewayTimeout()) < 0,
                "gateway.heartbeat",
                gateway.heartbeat(),
                "a duration below session.gatewayTimeout, which is " + session.gatewayTimeout());
        String bootstrap = kafka.get(BOOTSTRAP);
        if (bootstrap != null) {
            throw new IllegalArgumentException(
                    "kafka." + BOOTSTRAP + ": expected bootstrapServers in its place, got " + bootstrap);
        }
        kafka = Collections.unmodifiableMap(new TreeMap<>(kafka));
    }

    /** The same settings for brokers at another address. */
    public Settings withBootstrapServers(String servers) {
        return new Settings(
                servers,
                data,
                topics,
                streams,
                clock,
                mailbox,
                session,
                delivery,
                group,
                push,
                settlement,
                gateway,
                auth,
                ops,
                kafka);
    }

    /** The same settings for an instance that others reach at this address. */
    public Settings withApplicationServer(String address) {
        return new Settings(
                bootstrapServers,
                data,
                topics,
                streams.withApplicationServer(address),
                clock,
                mailbox,
                session,
                delivery,
                group,
                push,
                settlement,
                gateway,
                auth,
                ops,
                kafka);
    }

    /** The same settings for a gateway of another name. */
    public Settings withGatewayId(GatewayId id) {
        return new Settings(
                bootstrapServers,
                data,
                topics,
                streams,
                clock,
                mailbox,
                session,
                delivery,
                group,
                push,
                settlement,
                gateway.withId(id),
                auth,
                ops,
                kafka);
    }

    /** The same settings with other ones of settlement. */
    public Settings withSettlement(SettlementSettings other) {
        return new Settings(
                bootstrapServers,
                data,
                topics,
                streams,
                clock,
                mailbox,
                session,
                delivery,
                group,
                push,
                other,
                gateway,
                auth,
                ops,
                kafka);
    }

    /** The file of the key that relays are signed with. */
    public Path supplierKeyFile() {
        return settlement.supplierKey().orElseGet(() -> data.resolve("supplier-key.json"));
    }

    /** What decides, path by path, where it is set otherwise than by default: the rules a shadow keeps, and that a difference can come from. */
    public Map<String, String> rules() {
        Map<String, String> defaults = decisive(DEFAULTS);
        Map<String, String> rules = decisive(this);
        rules.entrySet().removeIf(rule -> rule.getValue().equals(defaults.get(rule.getKey())));
        return rules;
    }

    /** Every setting that decides something, with its value. */
    public static Map<String, String> decisive(Settings settings) {
        Map<String, String> rules = new TreeMap<>();
        for (Setting setting : SettingsTree.of(settings)) {
            if (DECISIVE.stream().anyMatch(setting.path()::startsWith)
                    && NOT_DECISIVE.stream().noneMatch(setting.path()::startsWith)) {
                rules.put(setting.path(), setting.shown());
            }
        }
        return rules;
    }

    /** The same settings with a service that stands in for Firebase, where nobody has set credentials for the real one. */
    public Settings withFcmStandIn(Path account, String address) {
        if (push.fcm().credentials().isPresent()) {
            return this;
        }
        return new Settings(
                bootstrapServers,
                data,
                topics,
                streams,
                clock,
                mailbox,
                session,
                delivery,
                group,
                push.with(push.fcm().standIn(account, address)),
                settlement,
                gateway,
                auth,
                ops,
                kafka);
    }

    /** The key file of an installation that makes its own tokens. */
    public Path keyFile() {
        return auth.key().orElseGet(() -> data.resolve("key.json"));
    }

    /** A line for each setting, {@code path = value}; the value of a secret is not in it. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (Setting setting : SettingsTree.of(this)) {
            lines.append(setting.path()).append(" = ").append(setting.shown()).append('\n');
        }
        return lines.toString();
    }
}
