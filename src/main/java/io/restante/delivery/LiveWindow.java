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
 * @param inflightBytes of their payloads
 * @param handedOut hand-outs to this session, repeats included
 * @param acknowledged messages handed out to this session and acknowledged
 * @param silence waits for an acknowledgement that ended without any since the last one came
 * @param latest no hand-out to this session is of an earlier time than those before it, though the records that ask for them may be
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
        long inflightBytes,
        long handedOut,
        long acknowledged,
        Silence silence,
        Instant latest) {
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
            long inflightBytes,
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
                inflightBytes,
                handedOut,
                acknowledged,
                Silence.NONE,
                since);
    }

    /** Whether its socket may be a phantom: it lets wait after wait go by. */
    public boolean suspect() {
        return silence.suspect();
    }

    /** Whether the grace is over at this time. */
    public boolean openAt(Instant now) {
        return !now.isBefore(opensAt);
    }

    /** Messages that may still be handed out before one must be acknowledged: none once their payloads are as large as they may be. */
    public int room(DeliveryRules rules) {
        return roomInBytes(rules) > 0 ? Math.max(0, rules.inflight() - inflight) : 0;
    }

    /** Bytes of payload that may still be handed out; the message that uses the last of them may be larger than what is left. */
    public long roomInBytes(DeliveryRules rules) {
        return rules.inflightBytes() - inflightBytes;
    }

    /** When a hand-out happens that a record of this time asks for. */
    public Instant handOutAt(Instant now) {
        return later(now, latest);
    }

    /** @param size of the payload in bytes */
    public LiveWindow handedOutFresh(long sequence, long size, Instant at) {
        return with(Math.max(cursor, sequence), inflight + 1, inflightBytes + size, handedOut + 1, acknowledged)
                .handedOutAt(at);
    }

    public LiveWindow handedOutAgain(Instant at) {
        return with(cursor, inflight, inflightBytes, handedOut + 1, acknowledged)
                .handedOutAt(at);
    }

    /** Knows of a hand-out of this time. */
    public LiveWindow handedOutAt(Instant at) {
        return with(backlogDone, silence, later(at, latest));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** @param size of the payload in bytes */
    public LiveWindow acknowledgedOne(long size) {
        return with(cursor, inflight - 1, inflightBytes - size, handedOut, acknowledged + 1)
                .with(backlogDone, Silence.NONE, latest);
    }

    /**
     * A message handed out to this session left without its acknowledgement.
     *
     * @param size of the payload in bytes
     */
    public LiveWindow lostOne(long size) {
        return with(cursor, inflight - 1, inflightBytes - size, handedOut, acknowledged);
    }

    public LiveWindow cursorAt(long sequence) {
        return with(sequence, inflight, inflightBytes, handedOut, acknowledged);
    }

    public LiveWindow backlogTold() {
        return with(true, silence, latest);
    }

    /** The same window with another count of what is out, after a recount. */
    public LiveWindow recounted(int nowInflight, long nowInflightBytes, long nowCursor) {
        return with(nowCursor, nowInflight, nowInflightBytes, handedOut, acknowledged);
    }

    /** A wait for an acknowledgement ended without one. */
    public LiveWindow unanswered(Instant at) {
        return with(backlogDone, silence.goesOn(at), latest);
    }

    private LiveWindow with(long newCursor, int out, long bytesOut, long handOuts, long acknowledgements) {
        return new LiveWindow(
                epoch,
                sessionId,
                gateway,
                connection,
                since,
                opensAt,
                newCursor,
                backlogEnd,
                backlogDone,
                out,
                bytesOut,
                handOuts,
                acknowledgements,
                silence,
                latest);
    }

    private LiveWindow with(boolean told, Silence newSilence, Instant newLatest) {
        return new LiveWindow(
                epoch,
                sessionId,
                gateway,
                connection,
                since,
                opensAt,
                cursor,
                backlogEnd,
                told,
                inflight,
                inflightBytes,
                handedOut,
                acknowledged,
                newSilence,
                newLatest);
    }
}
