package io.restante.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import io.restante.base.SessionId;
import io.restante.delivery.LiveWindow;
import io.restante.mailbox.MailboxHead;
import io.restante.mailbox.Marks;
import io.restante.push.PushState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A head that the release before wrote, whose window did not know of its latest hand-out. */
class OlderHeadTest {
    private static final Instant SINCE = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant OPENS = SINCE.plusSeconds(1);
    private static final Instant WAKE = SINCE.plusSeconds(9);

    @Test
    void isRead() {
        byte[] older = new PackedWriter(5)
                .whole(2)
                .whole(20)
                .whole(3)
                .whole(4)
                .whole(0)
                .whole(1)
                .whole(2)
                .optional(Optional.of(SINCE), OlderHeadTest::window)
                .optional(Optional.<Instant>empty(), PackedWriter::time)
                .optional(Optional.of(WAKE), PackedWriter::time)
                .whole(11)
                .whole(12)
                .whole(13)
                .whole(14)
                .done();
        LiveWindow window = new LiveWindow(
                new Epoch(7), new SessionId("s"), new GatewayId("g"), "c", SINCE, OPENS, 4, 3, true, 2, 20, 5, 1);
        assertThat(window.latest()).isEqualTo(SINCE);
        assertThat(MailboxForms.HEAD.read(MailboxLayout.head(new MailboxId("m")), older))
                .isEqualTo(new MailboxHead(
                        2,
                        20,
                        3,
                        4,
                        0,
                        1,
                        2,
                        Optional.of(window),
                        PushState.NONE,
                        Optional.of(WAKE),
                        new Marks(11, 12, 13, 14)));
    }

    private static void window(PackedWriter out, Instant since) {
        out.whole(7)
                .text("s")
                .text("g")
                .text("c")
                .time(since)
                .time(OPENS)
                .whole(4)
                .whole(3)
                .flag(true)
                .whole(2)
                .whole(20)
                .whole(5)
                .whole(1)
                .whole(0)
                .optional(Optional.<Instant>empty(), PackedWriter::time);
    }
}
