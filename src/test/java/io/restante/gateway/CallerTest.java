package io.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.MailboxId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {
    private static Caller holding(String... mailboxes) {
        return new Caller("alice", Set.of("g1"), Set.of(), MailboxScope.of(List.of(mailboxes)), Optional.empty());
    }

    @Test
    void aNameIsThatMailboxAndNoOther() {
        Caller caller = holding("alice");
        assertThat(caller.mayUse(new MailboxId("alice"))).isTrue();
        assertThat(caller.mayUse(new MailboxId("alice2"))).isFalse();
        assertThat(caller.mayUse(new MailboxId("alic"))).isFalse();
    }

    @Test
    void aStarAtTheEndMakesAPrefix() {
        Caller caller = holding("did:web:*", "bob");
        assertThat(caller.mayUse(new MailboxId("did:web:alice"))).isTrue();
        assertThat(caller.mayUse(new MailboxId("did:web:"))).isTrue();
        assertThat(caller.mayUse(new MailboxId("did:key:alice"))).isFalse();
        assertThat(caller.mayUse(new MailboxId("bob"))).isTrue();
        assertThat(holding("*").mayUse(new MailboxId("whatever"))).isTrue();
        assertThat(holding().mayUse(new MailboxId("alice"))).isFalse();
    }

    @Test
    void groupsToEnterAndGroupsToReadAreDifferentThings() {
        Caller caller = holding();
        assertThat(caller.mayConnect("g1")).isTrue();
        assertThat(caller.mayConnect("g2")).isFalse();
        assertThat(caller.mayRead("g1")).isFalse();
        assertThat(Caller.ANYBODY.mayConnect("g1") && Caller.ANYBODY.mayRead("g2"))
                .isTrue();
    }

    @Test
    void itEndsAtTheInstantItExpires() {
        Instant end = Instant.parse("2026-11-20T18:00:00Z");
        Caller caller = new Caller("alice", Set.of(), Set.of(), MailboxScope.NO_MAILBOX, Optional.of(end));
        assertThat(caller.expiredAt(end.minusMillis(1))).isFalse();
        assertThat(caller.expiredAt(end)).isTrue();
        assertThat(holding().expiredAt(Instant.MAX)).isFalse();
    }
}
