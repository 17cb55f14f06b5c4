package io.restante.query.routed;

import io.restante.base.GroupId;
import io.restante.contract.Position;
import io.restante.contract.Topics;
import io.restante.query.GroupQueries;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Answers questions about groups from the stores of whichever instance holds them: this one, or another that is asked. */
public final class RoutedGroupQueries implements GroupQueries {
    private final Optional<Here> here;
    private final Instances instances;

    /**
     * The stores of this instance.
     *
     * @param holds whether a partition is among them
     */
    public record Here(GroupQueries stores, IntPredicate holds) {}

    /** @param here empty in a process without stores */
    public RoutedGroupQueries(Optional<Here> here, Instances instances) {
        this.here = here;
        this.instances = instances;
    }

    @Override
    public int partition(GroupId group) {
        return Topics.GROUP_EVENTS.partition(group, instances.partitions());
    }

    @Override
    public List<PresentAgent> agents(GroupId group, long after, int limit, Optional<Position> seen) {
        Optional<GroupQueries> stores = stores(group);
        return stores.isPresent()
                ? stores.get().agents(group, after, limit, seen)
                : instances.ask(new Question.Agents(group, after, limit, seen), Answers::agents);
    }

    @Override
    public long count(GroupId group) {
        Optional<GroupQueries> stores = stores(group);
        return stores.isPresent()
                ? stores.get().count(group)
                : instances.ask(new Question.AgentCount(group), Answers::whole);
    }

    private Optional<GroupQueries> stores(GroupId group) {
        return here.filter(stores -> stores.holds().test(partition(group))).map(Here::stores);
    }
}
