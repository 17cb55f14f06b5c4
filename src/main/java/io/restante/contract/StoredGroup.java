package io.restante.contract;

import io.restante.base.AgentId;
import io.restante.base.GroupId;
import io.restante.group.Member;
import io.restante.session.SessionKey;
import io.restante.session.SessionKey.OfAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** A read-only view of a group's members in the store of sessions. */
public final class StoredGroup {
    private final ReadOnlyKeyValueStore<Bytes, byte[]> sessions;
    private final GroupId group;

    public StoredGroup(ReadOnlyKeyValueStore<Bytes, byte[]> sessions, GroupId group) {
        this.sessions = sessions;
        this.group = group;
    }

    /** The agent's current session. */
    public Optional<Member> member(AgentId agent) {
        byte @Nullable [] seat = sessions.get(SessionLayout.seat(new OfAgent(group, agent).text()));
        return seat == null
                ? Optional.empty()
                : SessionLayout.readSeat(seat).current().map(session -> new Member(agent, session));
    }

    /**
     * Some members, ordered by their ids, and where to resume.
     *
     * @param looked how many entries were looked at for them
     * @param resume the last agent that was looked at; empty when there are no more
     */
    public record Page(List<Member> members, int looked, Optional<AgentId> resume) {}

    /** @param limit agents to look at, those that left lately included */
    public Page members(Optional<AgentId> after, int limit) {
        List<Member> members = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range =
                sessions.range(SessionLayout.firstSeat(group, after), SessionLayout.lastSeat(group))) {
            Optional<AgentId> last = Optional.empty();
            int looked = 0;
            while (looked < limit && range.hasNext()) {
                KeyValue<Bytes, byte[]> entry = range.next();
                AgentId agent = agent(entry);
                member(entry, agent).ifPresent(members::add);
                last = Optional.of(agent);
                looked++;
            }
            return new Page(members, looked, range.hasNext() ? last : Optional.empty());
        }
    }

    /** Every member, ordered by their ids. */
    public void each(Consumer<Member> hearer) {
        try (KeyValueIterator<Bytes, byte[]> range =
                sessions.range(SessionLayout.firstSeat(group, Optional.empty()), SessionLayout.lastSeat(group))) {
            range.forEachRemaining(entry -> member(entry, agent(entry)).ifPresent(hearer));
        }
    }

    private static Optional<Member> member(KeyValue<Bytes, byte[]> entry, AgentId agent) {
        return SessionLayout.readSeat(entry.value).current().map(session -> new Member(agent, session));
    }

    private static AgentId agent(KeyValue<Bytes, byte[]> entry) {
        String key = SessionLayout.seatKey(entry.key);
        if (SessionKey.parse(key) instanceof OfAgent of) {
            return of.agent();
        }
        throw new IllegalStateException("A stored key among a group's is not an agent's: " + key);
    }
}
