package io.restante.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.GatewayId;
import io.restante.mailbox.MailboxRules;
import io.restante.session.SessionRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void givesTheDefaultsWhenNothingIsGiven() {
        assertThat(SettingsReader.read(Optional.empty(), Map.of("PATH", "/bin"), Map.of()))
                .isEqualTo(Settings.DEFAULTS);
    }

    @Test
    void takesEveryTypeOfValueFromAFile() throws IOException {
        Settings settings = fromFile("""
                # a comment
                bootstrapServers: "one:9092,two:9092"
                data: /var/lib/restante
                topics:
                  partitions: 12
                  replicationFactor: 3
                streams.applicationServer: here:8080
                mailbox:
                  ttl: P7D
                  overflow: evict-oldest
                  limitBytes: 5000000000
                session:
                  policy: oldest-wins
                gateway:
                  id: gateway-0
                kafka:
                  security.protocol: SASL_SSL
                  sasl:
                    mechanism: PLAIN
                  client.id: 007
                """);

        assertThat(settings.bootstrapServers()).isEqualTo("one:9092,two:9092");
        assertThat(settings.data()).isEqualTo(Path.of("/var/lib/restante"));
        assertThat(settings.topics()).isEqualTo(new TopicSettings(12, (short) 3, Duration.ofDays(30)));
        assertThat(settings.streams().applicationServer()).contains("here:8080");
        assertThat(settings.mailbox().ttl()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.mailbox().overflow()).isEqualTo(MailboxRules.Overflow.EVICT_OLDEST);
        assertThat(settings.mailbox().limitBytes()).isEqualTo(5_000_000_000L);
        assertThat(settings.mailbox().limitMessages()).isEqualTo(MailboxRules.DEFAULTS.limitMessages());
        assertThat(settings.session().policy()).isEqualTo(SessionRules.Policy.OLDEST_WINS);
        assertThat(settings.gateway().id()).isEqualTo(new GatewayId("gateway-0"));
        assertThat(settings.kafka())
                .containsExactly(
                        Map.entry("client.id", "007"),
                        Map.entry("sasl.mechanism", "PLAIN"),
                        Map.entry("security.protocol", "SASL_SSL"));
    }

    @Test
    void putsTheEnvironmentOverTheFileAndTheCommandLineOverBoth() throws IOException {
        Path file = write("{mailbox: {ttl: P1D, limitMessages: 1, limitBytes: 1}}");
        Map<String, String> environment =
                Map.of("RESTANTE_MAILBOX_LIMIT_MESSAGES", "2", "RESTANTE_MAILBOX_LIMIT_BYTES", "2");
        Map<String, String> commandLine = Map.of("mailbox.limitBytes", "3");

        MailboxRules rules =
                SettingsReader.read(Optional.of(file), environment, commandLine).mailbox();

        assertThat(rules.ttl()).isEqualTo(Duration.ofDays(1));
        assertThat(rules.limitMessages()).isEqualTo(2);
        assertThat(rules.limitBytes()).isEqualTo(3);
    }

    @Test
    void aFileOfCommentsSetsNothing() throws IOException {
        assertThat(fromFile("# nothing yet\n")).isEqualTo(Settings.DEFAULTS);
    }

    @Test
    void passesKafkasSettingsThroughTheEnvironment() {
        assertThat(fromEnvironment(Map.of("RESTANTE_KAFKA_SECURITY_PROTOCOL", "SSL"))
                        .kafka())
                .containsExactly(Map.entry("security.protocol", "SSL"));
    }

    @Test
    void readsAValueFromTheFileThatAVariableNames() throws IOException {
        Path secret = write("top secret\n");
        assertThat(fromEnvironment(Map.of("RESTANTE_KAFKA_SSL_KEY_PASSWORD_FILE", secret.toString()))
                        .kafka())
                .containsExactly(Map.entry("ssl.key.password", "top secret"));
    }

    @Test
    void leavesTheLogLevelToTheLog() {
        assertThat(fromEnvironment(Map.of("RESTANTE_LOG_LEVEL", "DEBUG"))).isEqualTo(Settings.DEFAULTS);
    }

    @Test
    void anEmptyTextIsNoApplicationServer() {
        assertThat(fromEnvironment(Map.of("RESTANTE_STREAMS_APPLICATION_SERVER", ""))
                        .streams()
                        .applicationServer())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mailbox.ttl               | 3 days  | an ISO-8601 duration, such as PT30S or P7D",
                "mailbox.ttl               | PT-1S   | a duration of zero or more",
                "mailbox.overflow          | EVICT   | reject or evict-oldest",
                "mailbox.limitMessages     | many    | a whole number",
                "mailbox.limitMessages     | 0       | 1 or more",
                "session.sweepLimit        | 0       | 1 or more",
                "delivery.inflight         | 1.5     | a whole number up to 2147483647",
                "topics.partitions         | 9999999999 | a whole number up to 2147483647",
                "topics.replicationFactor  | 40000   | a whole number up to 32767",
                "streams.threads           | 0       | 1 or more",
                "streams.standbyReplicas   | -1      | 0 or more",
                "streams.applicationServer | here    | host:port",
                "streams.applicationId     | a b     | 1 to 150 letters, digits, '.', '_' or '-'",
                "clock.interval            | PT0S    | a duration above zero",
                "gateway.id                | a/b     | 1 to 200 letters, digits, '.', '_' or '-'",
                "gateway.port              | 70000   | a port from 0 (any free one) to 65535",
                "gateway.replyTimeout      | PT3S    | a duration above zero and not above PT2S",
                "gateway.outboundLimit     | 10      | bytes for one frame at least",
                "gateway.heartbeat         | PT20S   | a duration below session.gatewayTimeout, which is PT15S",
                "ops.host                  | ''      | a text that is not empty",
                "kafka.bootstrap.servers   | here:1  | bootstrapServers in its place",
            })
    void saysWhatIsWrongWithAValue(String path, String value, String expected) {
        assertThatThrownBy(() -> fromCommandLine(Map.of(path, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(path + ": expected " + expected)
                .hasMessageContaining(value)
                .hasMessageEndingWith("(command line).");
    }

    @Test
    void saysWhereInTheFileAValueIsWrong() {
        assertThatThrownBy(() -> fromFile("mailbox:\n  ttl: soon\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "mailbox.ttl: expected an ISO-8601 duration, such as PT30S or P7D, got \"soon\" (file %s, line 2).",
                        folder.resolve("given.yaml"));
    }

    @Test
    void saysWhichVariableIsWrong() {
        assertThatThrownBy(() -> fromEnvironment(Map.of("RESTANTE_OPS_PORT", "high")))
                .isInstanceOf(SettingsException.class)
                .hasMessageEndingWith("got \"high\" (environment variable RESTANTE_OPS_PORT).");
    }

    @Test
    void saysWhichValueMadeADefaultWrong() {
        assertThatThrownBy(() -> fromCommandLine(Map.of("delivery.acknowledgementWait", "PT10M")))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "delivery.acknowledgementWaitMaximum: expected a duration not below acknowledgementWait, got"
                                + " PT5M (the default; delivery.acknowledgementWait = \"PT10M\" (command line)).");
    }

    @Test
    void suggestsTheNearestSetting() {
        assertThatThrownBy(() -> fromCommandLine(Map.of("mailbox.limit_messages", "1")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("mailbox.limit_messages is not a setting; its value is \"1\" (command line)."
                        + " Did you mean mailbox.limitMessages?");
    }

    @Test
    void suggestsNothingWhenNothingIsNear() {
        assertThatThrownBy(() -> fromCommandLine(Map.of("weather", "fine")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("weather is not a setting")
                .hasMessageContaining("topology-docs/settings.md");
    }

    @Test
    void suggestsTheNearestVariable() {
        assertThatThrownBy(() -> fromEnvironment(Map.of("RESTANTE_MAILBOX_TLL", "P1D")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("The environment variable RESTANTE_MAILBOX_TLL is not a setting; its value is \"P1D\"."
                        + " Did you mean RESTANTE_MAILBOX_TTL?");
    }

    @Test
    void refusesAVariableOfOursThatSetsNothing() {
        assertThatThrownBy(() -> fromEnvironment(Map.of("RESTANTE_BROKER_API_TOKEN", "abc")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("RESTANTE_BROKER_API_TOKEN")
                .hasMessageNotContaining("abc");
    }

    @Test
    void refusesTwoValuesForOneSetting() throws IOException {
        Path file = write("P1D");
        assertThatThrownBy(() -> fromEnvironment(
                        Map.of("RESTANTE_MAILBOX_TTL", "P2D", "RESTANTE_MAILBOX_TTL_FILE", file.toString())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("RESTANTE_MAILBOX_TTL and")
                .hasMessageContaining("RESTANTE_MAILBOX_TTL_FILE");
        assertThatThrownBy(() -> fromFile("mailbox.ttl: P1D\nmailbox:\n  ttl: P2D\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("line 3");
    }

    @Test
    void saysThatTheFileBehindAVariableCannotBeRead() {
        Path absent = folder.resolve("absent");
        assertThatThrownBy(() -> fromEnvironment(Map.of("RESTANTE_KAFKA_SASL_JAAS_CONFIG_FILE", absent.toString())))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(
                        "kafka.sasl.jaas.config: expected a file that holds its value, got \"" + absent);
    }

    @Test
    void saysThatTheSettingsFileIsNotThere() {
        Path absent = folder.resolve("absent.yaml");
        assertThatThrownBy(() -> SettingsReader.read(Optional.of(absent), Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage("The settings file " + absent + " (--config) does not exist.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mailbox: [1]         | mailbox: expected one value, written out, got a list",
                "mailbox: {ttl: }     | mailbox.ttl: expected one value, written out, got nothing",
                "mailbox: big         | mailbox: expected the settings below it (mailbox.ttl, mailbox.limitMessages",
                "kafka: SSL           | kafka: expected the settings below it (kafka.*)",
                "just words           | the file: expected settings as name: value, got a single value",
                "'data: &x a\ngateway.host: *x' | gateway.host: expected one value, written out, got an alias",
                "'ops.port: 1\n---\n' | the file: expected one YAML document",
                "'ops: {port: 1'      | , line 1: expected YAML, but",
            })
    void saysWhatIsWrongWithAFile(String text, String sentence) {
        assertThatThrownBy(() -> fromFile(text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("given.yaml");
    }

    @Test
    void showsNoSecret() {
        Settings settings = fromCommandLine(Map.of(
                "kafka.sasl.jaas.config", "user=me password=hush",
                "kafka.ssl.key.password", "hush",
                "kafka.sasl.oauthbearer.client.credentials.client.secret", "hush",
                "kafka.client.id", "visible",
                "mailbox.ttl", "P3D"));

        assertThat(settings.toString())
                .doesNotContain("hush")
                .contains("visible", "mailbox.ttl = P3D\n", "sasl.jaas.config: (secret)");
        assertThatThrownBy(() -> fromCommandLine(Map.of("kafak.ssl.key.password", "hush")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("kafak.ssl.key.password")
                .hasMessageNotContaining("hush");
    }

    private Settings fromFile(String yaml) throws IOException {
        return SettingsReader.read(Optional.of(write(yaml)), Map.of(), Map.of());
    }

    private static Settings fromEnvironment(Map<String, String> environment) {
        return SettingsReader.read(Optional.empty(), environment, Map.of());
    }

    private static Settings fromCommandLine(Map<String, String> values) {
        return SettingsReader.read(Optional.empty(), Map.of(), values);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("given.yaml"), text);
    }
}
