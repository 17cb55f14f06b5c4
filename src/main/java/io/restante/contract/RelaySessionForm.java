package io.restante.contract;

import io.restante.settlement.Frozen;
import io.restante.settlement.Life;
import io.restante.settlement.RelaySession;
import io.restante.settlement.RelaySession.Active;
import io.restante.settlement.RelaySession.Claimed;
import io.restante.settlement.RelaySession.Claiming;
import io.restante.settlement.RelaySession.Ended;
import io.restante.settlement.RelaySession.Freezing;
import io.restante.settlement.RelaySession.Proving;
import io.restante.settlement.RelaySession.Stopped;
import io.restante.settlement.RelaySession.WithRoot;
import io.restante.settlement.Sending;
import io.restante.settlement.SessionHeader;
import io.restante.settlement.TreeRoot;
import io.restante.store.Form;

/** A relay session as its store keeps it. */
public final class RelaySessionForm {
    private static final int VERSION = 1;
    private static final String WHAT = "relay session";

    private static final int ACTIVE = 1;
    private static final int FREEZING = 2;
    private static final int CLAIMING = 3;
    private static final int CLAIMED = 4;
    private static final int PROVING = 5;
    private static final int STOPPED = 6;

    /** For a store that writes behind. */
    public static final Form<RelaySession> FORM = Form.of(RelaySessionForm::write, (key, bytes) -> read(bytes));

    private RelaySessionForm() {}

    /** @throws IllegalArgumentException for a session that is over: it is not kept */
    public static byte[] write(RelaySession session) {
        PackedWriter out = new PackedWriter(VERSION);
        life(out, session.life());
        switch (session) {
            case Active active -> out.whole(ACTIVE);
            case Freezing freezing -> out.whole(FREEZING).whole(freezing.height());
            case WithRoot rooted -> rooted(out, rooted);
            case Stopped stopped -> {
                out.whole(STOPPED).text(stopped.found().hex());
                rooted(out, stopped.before());
            }
            case Ended ended -> throw new IllegalArgumentException("A session that is over is not kept: " + ended);
        }
        return out.done();
    }

    private static void life(PackedWriter out, Life life) {
        out.text(life.supplier())
                .text(life.session().application())
                .text(life.session().service())
                .text(life.session().sessionId())
                .whole(life.session().startHeight())
                .whole(life.session().endHeight())
                .whole(life.units())
                .whole(life.relays())
                .whole(life.leaves())
                .whole(life.late());
    }

    private static void rooted(PackedWriter out, WithRoot session) {
        out.whole(
                switch (session) {
                    case Claiming claiming -> CLAIMING;
                    case Claimed claimed -> CLAIMED;
                    case Proving proving -> PROVING;
                });
        out.text(session.frozen().root().hex()).whole(session.frozen().height());
        switch (session) {
            case Claiming claiming -> sending(out, claiming.sending());
            case Claimed claimed -> out.whole(claimed.claimAttempts()).whole(claimed.claimedAt());
            case Proving proving ->
                sending(
                        out.whole(proving.claimAttempts())
                                .whole(proving.claimedAt())
                                .text(proving.path()),
                        proving.sending());
        }
    }

    private static void sending(PackedWriter out, Sending sending) {
        out.whole(sending.attempts()).whole(sending.lastAt());
    }

    /** @throws IllegalStateException when another release wrote it, or it is damaged */
    public static RelaySession read(byte[] bytes) {
        PackedReader in = new PackedReader(bytes, VERSION, WHAT);
        Life life = new Life(
                in.text(),
                new SessionHeader(in.text(), in.text(), in.text(), in.whole(), in.whole()),
                in.whole(),
                in.whole(),
                in.whole(),
                in.whole());
        int state = in.size();
        return switch (state) {
            case ACTIVE -> new Active(life);
            case FREEZING -> new Freezing(life, in.whole());
            case STOPPED -> {
                TreeRoot found = TreeRoot.of(in.text());
                yield new Stopped(rooted(in, life, in.size()), found);
            }
            default -> rooted(in, life, state);
        };
    }

    private static WithRoot rooted(PackedReader in, Life life, int state) {
        Frozen frozen = new Frozen(TreeRoot.of(in.text()), in.whole());
        return switch (state) {
            case CLAIMING -> new Claiming(life, frozen, sending(in));
            case CLAIMED -> new Claimed(life, frozen, in.size(), in.whole());
            case PROVING -> new Proving(life, frozen, in.size(), in.whole(), in.text(), sending(in));
            default ->
                throw new IllegalStateException(
                        "A stored " + WHAT + " has a state this program does not know: " + state);
        };
    }

    private static Sending sending(PackedReader in) {
        return new Sending(in.size(), in.whole());
    }
}
