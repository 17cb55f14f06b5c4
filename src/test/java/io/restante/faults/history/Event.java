package io.restante.faults.history;

import java.time.Instant;
import java.util.Set;

/** Something a client, an observer of the log or the nemesis knows for sure. */
public sealed interface Event {
    /** A sender begins to write a message; whether it gets there is not known yet. */
    record Writing(String mailbox, String id) implements Event {}

    /**
     * A message was accepted.
     *
     * @param place {@code topic-partition-offset}, or empty where a gateway did not tell it
     */
    record Written(String mailbox, String id, String place) implements Event {}

    /** A client asks for a mailbox's live session. */
    record SessionAsked(String mailbox, String client, String gateway) implements Event {}

    /** The client was told that it has it. */
    record SessionGranted(String mailbox, String client) implements Event {}

    /** The client gives it up, or finds its socket gone. */
    record SessionLetGo(String mailbox, String client) implements Event {}

    /** A message reached a client's socket. */
    record Received(String mailbox, String id, String client) implements Event {}

    /** A client begins to acknowledge messages. */
    record Removing(String mailbox, Set<String> ids) implements Event {
        public Removing {
            ids = Set.copyOf(ids);
        }
    }

    /** The acknowledgement was confirmed. */
    record Removed(String mailbox, Set<String> ids) implements Event {
        public Removed {
            ids = Set.copyOf(ids);
        }
    }

    /**
     * Everything that is held in a mailbox, seen by a look or a take.
     *
     * @param since the number of the line after which the look began
     * @param last whether the run was over and everything had come to rest
     */
    record Looked(String mailbox, long since, Set<String> ids, boolean last) implements Event {
        public Looked {
            ids = Set.copyOf(ids);
        }
    }

    /** An agent was told that it has a live session in a group. */
    record Connected(String group, String agent, long epoch, String gateway) implements Event {}

    /** An agent leaves, on purpose or by losing its connection on purpose. */
    record Leaving(String group, String agent, long epoch) implements Event {}

    /** An agent finds its socket closed by the other side. */
    record SentAway(String group, String agent, long epoch) implements Event {}

    /** A line of {@code mailbox.ledger}; epoch and attempt are 0 where it has none. */
    record Ledger(String mailbox, String id, long sequence, String step, long epoch, int attempt) implements Event {}

    /** A record of {@code group.presence}. */
    record Presence(String group, String operation, String agent, long epoch) implements Event {}

    /** A record of {@code session.history}. */
    record Ended(
            String key, String sessionId, long epoch, String gateway, Instant startedAt, Instant endedAt, String reason)
            implements Event {}

    /** A record of {@code dead-letters}, by the place of the record it was made of. */
    record DeadLetter(String source) implements Event {}

    /** A record of {@code mailbox.rejections}. */
    record Refused(String mailbox, String id) implements Event {}

    /** A record of {@code push.notifications}, its value as text. */
    record Pushed(String mailbox, String value) implements Event {}

    /** Everything of the topics that there was when everything had come to rest has been read. */
    record ReadToTheEnd() implements Event {}

    /** Everybody who was an agent has left, and whoever was lost has been missed. */
    record EverybodyLeft() implements Event {}

    /** A record that nobody can read was written. */
    record Poisoned(String place) implements Event {}

    /**
     * An application was answered, and the supplier's signature is good.
     *
     * @param session supplier and session, as the key of every record about them
     */
    record RelayServed(String session, String request, String gateway) implements Event {}

    /**
     * A record of {@code settlement.relays}.
     *
     * @param end the last height of the session
     * @param units compute units of the service
     * @param value the record's value as text
     * @param at when the log had it
     */
    record RelayOnLog(
            String session, long end, int partition, long offset, String request, long units, String value, Instant at)
            implements Event {}

    /** A record of {@code settlement.blocks}; each partition has one of each height. */
    record BlockOnLog(int partition, long height, Instant at) implements Event {}

    /** A record of {@code settlement.claims}. */
    record Claimed(String session, String root, int attempt) implements Event {}

    /** A record of {@code settlement.proofs}. */
    record Proved(String session, String root, int attempt) implements Event {}

    /** The chain says that a claim is in a block. */
    record ClaimIncluded(String session, long height) implements Event {}

    /**
     * A record of {@code settlement.history}.
     *
     * @param root what was claimed; empty when nothing was
     * @param loss whether something earned was lost
     */
    record RelaySessionOver(String session, String end, boolean loss, String root) implements Event {}

    /**
     * The nemesis begins something.
     *
     * @param number counted from 1
     * @param target the part that it befalls
     */
    record Fault(int number, String kind, String target) implements Event {}

    /** What the nemesis began is over. */
    record Healed(int number) implements Event {}
}
