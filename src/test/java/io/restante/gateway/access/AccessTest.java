package io.restante.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.MailboxId;
import io.restante.gateway.Access;
import io.restante.gateway.AccessException;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
    /** The keys are checked against the real time. */
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    private static final Caller ALICE =
            new Caller("alice", Set.of("g1"), Set.of("g2"), MailboxScope.of(List.of("alice", "a-*")), Optional.of(END));

    private Path folder = Path.of("");
    private Path file = Path.of("");
    private String token = "";

    @BeforeEach
    void makeAKeyAndAToken(@TempDir Path made) {
        folder = made;
        file = folder.resolve("inner").resolve("key.json");
        SigningKey.ensure(file);
        token = SigningKey.read(file).token(ALICE, TokenRules.DEFAULTS, Instant.EPOCH);
    }

    private Tokens tokens() {
        return Tokens.signedBy(file.toString(), TokenRules.DEFAULTS);
    }

    @Test
    void theKeyIsForItsOwnerAloneAndIsMadeOnce() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String before = Files.readString(file);
        SigningKey.ensure(file);
        assertThat(Files.readString(file)).isEqualTo(before);
        try (var files = Files.list(folder.resolve("inner"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aFileThatCannotSignIsRefused() throws Exception {
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("cannot sign");
        Files.delete(file);
        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void whereTokensAreAskedForATokenSaysAll() throws Exception {
        Access access = new TokenAccess(tokens());
        assertThat(access.open()).isFalse();
        assertThat(access.caller(Optional.of(token))).isEqualTo(ALICE);
        assertThatThrownBy(() -> access.caller(Optional.empty()))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("token is needed");
    }

    @Test
    void anOpenInstallationServesAnybodyAndStillChecksATokenThatIsShown() throws Exception {
        Access access = new OpenAccess(Optional.of(tokens()));
        assertThat(access.open()).isTrue();
        assertThat(access.caller(Optional.empty())).isEqualTo(Caller.ANYBODY);
        Caller caller = access.caller(Optional.of(token));
        assertThat(caller.subject()).isEqualTo("alice");
        assertThat(caller.mayUse(new MailboxId("bob"))).isTrue();
        assertThat(caller.mayConnect("g1")).isTrue();
        assertThat(caller.mayConnect("g2")).isFalse();
        String broken = token.substring(0, token.length() - 4) + "AAAA";
        assertThatThrownBy(() -> access.caller(Optional.of(broken))).isInstanceOf(AccessException.class);
    }

    @Test
    void withoutAKeyNoTokenIsBelieved() {
        Access access = new OpenAccess(Optional.empty());
        assertThatThrownBy(() -> access.caller(Optional.of(token))).isInstanceOf(AccessException.class);
    }
}
