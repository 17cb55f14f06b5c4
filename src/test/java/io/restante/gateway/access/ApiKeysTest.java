package io.restante.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.MailboxId;
import io.restante.gateway.AccessException;
import io.restante.gateway.Caller;
import io.restante.gateway.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final String key = NewApiKey.random();
    private final Path file;

    ApiKeysTest(@TempDir Path folder) {
        this.file = folder.resolve("keys.yaml");
    }

    private ApiKeys keys(String yaml) throws IOException {
        Files.writeString(file, yaml);
        return ApiKeys.in(file, InstantSource.fixed(NOW));
    }

    private String entry(String rest) {
        return "keys:\n- {name: shop, sha256: " + ApiKeys.hash(key) + rest + "}\n";
    }

    @Test
    void aKeyLetsItsBearerDoWhatTheFileSays() throws Exception {
        Caller caller = keys(entry(", mailboxes: ['alice', 'did:*'], connect: [g], read: ['*'],"
                        + " routes: ['GET *', 'POST /v1/mailboxes/{mailbox}/take']"))
                .caller(key);
        assertThat(caller.subject()).isEqualTo("shop");
        assertThat(caller.mayUse(new MailboxId("alice"))).isTrue();
        assertThat(caller.mayUse(new MailboxId("did:web:x"))).isTrue();
        assertThat(caller.mayUse(new MailboxId("bob"))).isFalse();
        assertThat(caller.mayConnect("g")).isTrue();
        assertThat(caller.mayConnect("h")).isFalse();
        assertThat(caller.mayRead("h")).isTrue();
        caller.require("GET /v1/mailboxes/{mailbox}");
        caller.require("POST /v1/mailboxes/{mailbox}/take");
        assertThatThrownBy(() -> caller.require("DELETE /v1/mailboxes/{mailbox}/messages"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("DELETE");
        assertThatThrownBy(() -> caller.require("WS /")).isInstanceOf(RefusedException.class);
    }

    @Test
    void aKeyThatIsNotThereOrOverIsNotGood() throws Exception {
        ApiKeys keys = keys(entry(", expires: '2026-11-20T12:00:00Z'"));
        assertThatThrownBy(() -> keys.caller(key))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("expired");
        assertThatThrownBy(() -> keys.caller(NewApiKey.random()))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("not known");
    }

    @Test
    void aKeyThatIsTakenOutIsGoodNoMore() throws Exception {
        ApiKeys keys = keys(entry(""));
        assertThat(keys.caller(key).subject()).isEqualTo("shop");
        Files.writeString(file, "keys: []\n");
        Files.setLastModifiedTime(file, FileTime.from(NOW));
        assertThatThrownBy(() -> keys.caller(key)).isInstanceOf(AccessException.class);
    }

    @Test
    void aFileThatBreaksLaterChangesNothing() throws Exception {
        ApiKeys keys = keys(entry(""));
        Files.writeString(file, "keys: soon");
        Files.setLastModifiedTime(file, FileTime.from(NOW));
        assertThat(keys.caller(key).subject()).isEqualTo("shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys: soon",
                "",
                "keys: [{name: a, sha256: plain}]",
                "keys: [{sha256: 0000000000000000000000000000000000000000000000000000000000000000}]",
                "keys: [{name: a, sha256: '0000000000000000000000000000000000000000000000000000000000000000', mailbox: [x]}]",
                "keys: [{name: a, sha256: '0000000000000000000000000000000000000000000000000000000000000000', mailboxes: x}]",
                "keys: [{name: a, sha256: '0000000000000000000000000000000000000000000000000000000000000000', expires: soon}]",
                "keys: [a: b: c"
            })
    void aFileThatIsWrongSaysWhere(String yaml) {
        assertThatThrownBy(() -> keys(yaml)).isInstanceOf(KeyException.class).hasMessageContaining(file.toString());
    }

    @Test
    void withKeysAloneATokenIsNotGood() throws Exception {
        ApiKeyAccess access = new ApiKeyAccess(keys(entry("")), Optional.empty());
        assertThat(access.open()).isFalse();
        assertThat(access.caller(Optional.of(key)).subject()).isEqualTo("shop");
        assertThatThrownBy(() -> access.caller(Optional.empty())).isInstanceOf(AccessException.class);
        assertThatThrownBy(() -> access.caller(Optional.of("a.b.c"))).isInstanceOf(AccessException.class);
    }
}
