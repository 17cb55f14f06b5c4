package io.restante.delivery;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.SessionId;
import java.time.Instant;

/**
 * What a mailbox knows of the live session it hands messages to: where it is, and how much is out.
 *
 * @param since when the session was granted
 * @param opensAt when the grace is over and the backlog may be handed out
 * @param cursor every message up to this sequence was handed out to this session, or was hidden from it at the time
 * @param backlogEnd the last sequence that waited when the session was granted
 * @param backlogDone whether the session was told that its backlog is out
 * @param inflight messages handed out to this session and not acknowledged
 * @param handedOut hand-outs to this session, repeats included
 * @param acknowledged messages handed out to this session and acknowledged
 * @param silence waits for an acknowledgement that ended without any since the last one came
 */
public record LiveWindow(
        Epoch epoch,
        SessionId sessionId,
        GatewayId gateway,
        String connection,
        Instant since,
        Instant opensAt,
        long cursor,
        long backlogEnd,
        boolean backlogDone,
        int inflight,
        long handedOut,
        long acknowledged,
        Silence silence) {
    /** A session that has nothing to be silent about yet. */
    public LiveWindow(
            Epoch epoch,
            SessionId sessionId,
            GatewayId gateway,
            String connection,
            Instant since,
            Instant opensAt,
            long cursor,
            long backlogEnd,
            boolean backlogDone,
            int inflight,
            long handedOut,
            long acknowledged) {
        this(
                epoch,
                sessionId,
                gateway,
                connection,
                since,
                opensAt,
                cursor,
                backlogEnd,
                backlogDone,
                inflight,
                handedOut,
                acknowledged,
                Silence.NONE);
    }

    /** Whether its socket may be a phantom: it lets wait after wait go by. */
    public boolean suspect() {
        return silence.suspect();
    }

    /** Whether the grace is over at this time. */
    public boolean openAt(Instant now) {
        return !now.isBefore(opensAt);
    }

    /** Messages that may still be handed out before one must be acknowledged. */
    public int room(DeliveryRules rules) {
        return Math.max(0, rules.inflight() - inflight);
    }

    public LiveWindow handedOutFresh(long sequence) {
        return with(Math.max(cursor, sequence), backlogDone, inflight + 1, handedOut + 1, acknowledged, silence);
    }

    public LiveWindow handedOutAgain() {
        return with(cursor, backlogDone, inflight, handedOut + 1, acknowledged, silence);
    }

    public LiveWindow acknowledgedOne() {
        return with(cursor, backlogDone, inflight - 1, handedOut, acknowledged + 1, Silence.NONE);
    }

    /** A message handed out to this session left without its acknowledgement. */
    public LiveWindow lostOne() {
        return with(cursor, backlogDone, inflight - 1, handedOut, acknowledged, silence);
    }

    public LiveWindow cursorAt(long sequence) {
        return with(sequence, backlogDone, inflight, handedOut, acknowledged, silence);
    }

    public LiveWindow backlogTold() {
        return with(cursor, true, inflight, handedOut, acknowledged, silence);
    }

    /** The same window with another count of what is out, after a recount. */
    public LiveWindow recounted(int nowInflight, long nowCursor) {
        return with(nowCursor, backlogDone, nowInflight, handedOut, acknowledged, silence);
    }

    /** A wait for an acknowledgement ended without one. */
    public LiveWindow unanswered(Instant at) {
        return with(cursor, backlogDone, inflight, handedOut, acknowledged, silence.goesOn(at));
    }

    private LiveWindow with(
            long newCursor, boolean told, int out, long handOuts, long acknowledgements, Silence newSilence) {
        return new LiveWindow(
                epoch,
                sessionId,
                gateway,
                connection,
                since,
                opensAt,
                newCursor,
                backlogEnd,
                told,
                out,
                handOuts,
                acknowledgements,
                newSilence);
    }
}
