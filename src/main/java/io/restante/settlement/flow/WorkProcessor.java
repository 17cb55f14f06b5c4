package io.restante.settlement.flow;

import io.restante.contract.CrownForm;
import io.restante.contract.Progress;
import io.restante.contract.SettlementLayout;
import io.restante.contract.SettlementLayout.Doomed;
import io.restante.contract.SettlementLayout.OfSession;
import io.restante.contract.SettlementLayout.Wake;
import io.restante.contract.SettlementWatch;
import io.restante.contract.StoredLeaves.Visited;
import io.restante.settlement.Barrier;
import io.restante.settlement.Block;
import io.restante.settlement.ChainRules;
import io.restante.settlement.RelaySession;
import io.restante.settlement.RelaySession.Freezing;
import io.restante.settlement.RelaySession.WithRoot;
import io.restante.settlement.RelaySessionDecider;
import io.restante.settlement.RelaySessionEvent;
import io.restante.settlement.SettlementStep;
import io.restante.settlement.SettlementTrigger;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TreeRoot;
import io.restante.settlement.WorkRules;
import io.restante.settlement.tree.TreePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Hears blocks, comes to their heights, and does what is due: sessions that must be looked at, roots that must be computed, leaves that must go. A step does so much and no more; if something
 * is left, it writes the next step to its own partition.
 */
@NullUnmarked
public final class WorkProcessor implements Processor<Object, SettlementTrigger, SupplierSession, SettlementOutput> {
    /** What it costs to delete a leaf, in leaves that are read: a record of the changelog each, and nobody waits for it. */
    private static final int DELETION = 4;

    private final RelaySessionDecider decider;
    private final SettlementWatch watch;
    private final Progress progress;
    private final WorkRules rules;

    /** Sessions with a root that stood in the store when this partition came here; their leaves are counted once more. */
    private final Deque<SupplierSession> restored = new ArrayDeque<>();

    private ProcessorContext<SupplierSession, SettlementOutput> context;
    private SettlementStore store;
    private LeafStore leaves;
    private RelaySessionSteps steps;
    private Recounts recounts;
    private Checks checks;

    public WorkProcessor(ChainRules chain, WorkRules rules, SettlementWatch watch, Progress progress) {
        this.decider = new RelaySessionDecider(chain);
        this.rules = rules;
        this.watch = watch;
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<SupplierSession, SettlementOutput> context) {
        this.context = context;
        this.store = new SettlementStore(context);
        this.leaves = new LeafStore(context);
        this.steps = new RelaySessionSteps(decider, watch, store, leaves, context);
        this.recounts = new Recounts(leaves);
        this.checks = new Checks(leaves, recounts);
        List<RelaySession> sessions = store.sessions();
        sessions.stream()
                .filter(WithRoot.class::isInstance)
                .forEach(session -> restored.add(session.life().key()));
        watch.began(
                context.taskId().partition(),
                sessions.stream().map(RelaySession::word).toList());
        watch.height(context.taskId().partition(), store.height());
        progress.started(context.taskId().partition());
    }

    @Override
    public void close() {
        progress.stopped(context.taskId().partition());
        watch.left(context.taskId().partition());
    }

    @Override
    public void process(Record<Object, SettlementTrigger> record) {
        switch (record.value()) {
            case Block block -> hear(record, block);
            case Barrier barrier -> comeTo(barrier.height());
            case SettlementStep step -> {
                if (step.number() != store.step()) {
                    return;
                }
            }
        }
        work(record);
    }

    /**
     * The partition comes to the block's height at the barrier that is written to its log of relays for it, so that whichever relay the log had before the block is
     * before its height too. A block below the height moves nothing; its hash may be the seed that is waited for. What was heard of a height first, holds.
     */
    private void hear(Record<?, ?> cause, Block block) {
        long height = store.height();
        if (block.height() > height - rules.blocks()
                && store.hash(block.height()).isEmpty()) {
            store.noteHash(block.height(), block.hash());
        }
        if (block.height() > height) {
            // Blocks that have piled up are answered in one commit: each with one of its own would keep the thread from
            // its inputs.
            tellItself(cause, new SettlementOutput.OnRelayLog(new Barrier(block.height())));
        }
    }

    private void comeTo(long height) {
        if (height > store.height() && store.hash(height).isPresent()) {
            store.noteHeight(height);
            store.forgetBlocks(height - rules.blocks(), rules.sessions());
            watch.height(context.taskId().partition(), height);
        }
    }

    private void work(Record<?, ?> cause) {
        Budget budget = new Budget(rules);
        wake(cause, budget);
        freeze(cause, budget);
        verify(cause, budget);
        delete(budget);
        boolean left = !store.due(store.height(), 1).isEmpty()
                || !store.having(OfSession.FREEZING, 1).isEmpty()
                || !restored.isEmpty()
                || !store.having(OfSession.DOOMED, 1).isEmpty();
        if (left) {
            long number = store.step() + 1;
            store.noteStep(number);
            tellItself(cause, new SettlementOutput.NextStep(new SettlementStep(number)));
            // The next step is read when it is committed: it need not wait for the interval to go by.
            context.commit();
        }
    }

    private void tellItself(Record<?, ?> cause, SettlementOutput output) {
        context.forward(new Record<>(null, output, cause.timestamp(), cause.headers()));
    }

    /** Sessions of one supplier stand together, so what they send goes out together. */
    private void wake(Record<?, ?> cause, Budget budget) {
        for (Wake wake : store.due(store.height(), budget.sessions())) {
            if (budget.spent()) {
                return;
            }
            budget.spendSession();
            store.awake(wake);
            Optional<RelaySession> session = store.session(wake.session());
            if (session.isEmpty()) {
                continue;
            }
            List<RelaySessionEvent> events = decider.at(session.get(), store);
            if (events.isEmpty()) {
                steps.lookAgain(wake.session(), session.get());
                continue;
            }
            RelaySession after = steps.happen(cause, wake.session(), session.get(), events);
            if (after instanceof Freezing freezing && freezing.life().leaves() <= budget.leaves(Long.MAX_VALUE)) {
                freeze(cause, wake.session(), freezing, budget);
            }
        }
    }

    /** The smallest first: a large session holds up none that is ready sooner. */
    private void freeze(Record<?, ?> cause, Budget budget) {
        List<SupplierSession> waiting = store.having(OfSession.FREEZING, rules.sessions());
        List<SupplierSession> smallFirst = new ArrayList<>(waiting);
        smallFirst.sort(Comparator.comparingLong(
                key -> store.session(key).map(each -> each.life().leaves()).orElse(0L)));
        for (SupplierSession key : smallFirst) {
            if (budget.spent()) {
                return;
            }
            if (store.session(key).orElse(null) instanceof Freezing freezing) {
                freeze(cause, key, freezing, budget);
            } else {
                store.delete(OfSession.FREEZING, key);
            }
        }
    }

    private void freeze(Record<?, ?> cause, SupplierSession key, Freezing session, Budget budget) {
        Optional<Recounts.Counted> counted =
                recounts.goOn(key, session, budget, (prefix, page) -> store.putPage(key, prefix, page));
        if (counted.isPresent()) {
            Recounts.Counted found = counted.get();
            store.put(OfSession.CROWN, key, CrownForm.writeTop(found.depth(), found.top()));
            steps.happen(cause, key, session, decider.frozen(session, found.root(), store));
        }
    }

    private void verify(Record<?, ?> cause, Budget budget) {
        while (!restored.isEmpty() && !budget.spent()) {
            SupplierSession key = restored.peek();
            RelaySession session = store.session(key).orElse(null);
            if (!(session instanceof WithRoot rooted)) {
                checks.forget(key);
                restored.remove();
                continue;
            }
            Optional<TreeRoot> found = checks.goOn(key, session, budget);
            if (found.isPresent()) {
                restored.remove();
                List<RelaySessionEvent> events = decider.verified(rooted, found.get());
                if (!events.isEmpty()) {
                    steps.happen(cause, key, session, events);
                }
            }
        }
    }

    private void delete(Budget budget) {
        for (SupplierSession key : store.having(OfSession.DOOMED, rules.sessions())) {
            if (budget.spent()) {
                return;
            }
            Doomed doomed = SettlementLayout.readDoomed(
                    store.entry(OfSession.DOOMED, key).orElseThrow());
            long most = Math.max(1, budget.leaves(doomed.left() * DELETION) / DELETION);
            Visited deleted = leaves.delete(key, doomed.from(), most);
            budget.spend(deleted.count() * DELETION);
            budget.spendSession();
            long left = doomed.left() - deleted.count();
            if (left == 0 || deleted.count() < most) {
                store.delete(OfSession.DOOMED, key);
                leaves.over(key);
            } else {
                TreePath next = Recounts.after(deleted.last());
                store.put(OfSession.DOOMED, key, SettlementLayout.write(new Doomed(next, left)));
            }
        }
    }
}
