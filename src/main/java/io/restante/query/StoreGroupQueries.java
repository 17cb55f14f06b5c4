package io.restante.query;

import io.restante.base.GroupId;
import io.restante.contract.Position;
import io.restante.contract.Store;
import io.restante.contract.StoredGroup;
import io.restante.contract.Topics;
import io.restante.group.Member;
import io.restante.session.LiveSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads groups from the stores of this process. */
public final class StoreGroupQueries implements GroupQueries {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final KafkaStreams streams;
    private final AppliedPositions applied;
    private final int partitions;
    private final Duration patience;
    private final boolean copies;

    /**
     * Reads the stores of these streams.
     *
     * @param partitions of every input
     * @param patience how long a question waits for a position to be applied
     */
    public StoreGroupQueries(KafkaStreams streams, AppliedPositions applied, int partitions, Duration patience) {
        this(streams, applied, partitions, patience, false);
    }

    private StoreGroupQueries(
            KafkaStreams streams, AppliedPositions applied, int partitions, Duration patience, boolean copies) {
        this.streams = streams;
        this.applied = applied;
        this.partitions = partitions;
        this.patience = patience;
        this.copies = copies;
    }

    /** Reads standby copies as if they were the stores, however far they have come. */
    public static StoreGroupQueries ofCopies(KafkaStreams streams, AppliedPositions applied, int partitions) {
        return new StoreGroupQueries(streams, applied, partitions, Duration.ZERO, true);
    }

    @Override
    public int partition(GroupId group) {
        return Topics.GROUP_EVENTS.partition(group, partitions);
    }

    @Override
    public List<PresentAgent> agents(GroupId group, long after, int limit, Optional<Position> seen) {
        seen.ifPresent(position -> applied.await(position, patience));
        return read(group, stored -> {
            List<PresentAgent> agents = new ArrayList<>();
            stored.each(member -> {
                PresentAgent agent = present(member);
                if (agent.entered().value() > after) {
                    agents.add(agent);
                }
            });
            return agents.stream()
                    .sorted(Comparator.comparing(PresentAgent::entered))
                    .limit(limit)
                    .toList();
        });
    }

    private static PresentAgent present(Member member) {
        LiveSession session = member.session();
        return new PresentAgent(
                member.agent(),
                session.entered().orElse(session.epoch()),
                session.epoch(),
                session.sessionId(),
                session.gateway(),
                session.since());
    }

    @Override
    public long count(GroupId group) {
        return read(group, stored -> {
            long[] count = {0};
            stored.each(member -> count[0]++);
            return count[0];
        });
    }

    private <T> T read(GroupId group, Function<StoredGroup, T> reading) {
        int partition = partition(group);
        try {
            if (!copies && !applied.caughtUp(partition)) {
                throw new UnavailableException("The group's state is being restored.", RETRY_AFTER);
            }
            StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> which = StoreQueryParameters.fromNameAndType(
                            Store.SESSION_ENTRIES.name(), QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                    .withPartition(partition);
            ReadOnlyKeyValueStore<Bytes, byte[]> store = streams.store(copies ? which.enableStaleStores() : which);
            return reading.apply(new StoredGroup(store, group));
        } catch (IllegalStateException e) {
            throw new UnavailableException("The brokers do not say how far the group's state has come.", RETRY_AFTER);
        } catch (InvalidStateStoreException e) {
            throw new UnavailableException("The group's state is moving to another instance.", RETRY_AFTER);
        }
    }
}
