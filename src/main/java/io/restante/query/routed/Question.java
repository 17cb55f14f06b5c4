package io.restante.query.routed;

import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.Position;
import io.restante.contract.SettlementTopics;
import io.restante.contract.Topics;
import io.restante.query.StoreQueries;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.TreePath;
import java.util.Optional;
import java.util.OptionalLong;

/** A method of {@link io.restante.query.MailboxQueries} or {@link io.restante.query.GroupQueries}, called elsewhere. */
sealed interface Question {
    /** The partition of what it asks about. */
    int partition(int partitions);

    /** What it asks about, for people. */
    String subject();

    /** The same, of a standby copy. */
    record Stale(Question of) implements Question {
        @Override
        public int partition(int partitions) {
            return of.partition(partitions);
        }

        @Override
        public String subject() {
            return "standby copy of the " + of.subject();
        }
    }

    /** About a mailbox. */
    sealed interface OfMailbox extends Question {
        MailboxId mailbox();

        @Override
        default int partition(int partitions) {
            return StoreQueries.partition(mailbox(), partitions);
        }

        @Override
        default String subject() {
            return "mailbox";
        }
    }

    /** About a group. */
    sealed interface OfGroup extends Question {
        GroupId group();

        @Override
        default int partition(int partitions) {
            return Topics.GROUP_EVENTS.partition(group(), partitions);
        }

        @Override
        default String subject() {
            return "group";
        }
    }

    record Status(MailboxId mailbox, Optional<Position> after) implements OfMailbox {}

    record Count(MailboxId mailbox, Optional<String> recipient, Optional<Position> after) implements OfMailbox {}

    record Look(
            MailboxId mailbox,
            int limit,
            OptionalLong limitBytes,
            Optional<String> recipient,
            long from,
            Optional<Position> after)
            implements OfMailbox {}

    record Accepted(MailboxId mailbox, MessageId id, Position position) implements OfMailbox {}

    record Sequence(MailboxId mailbox, MessageId id, Optional<Position> after) implements OfMailbox {}

    record PushTargets(MailboxId mailbox, Optional<Position> after) implements OfMailbox {}

    record Agents(GroupId group, long after, int limit, Optional<Position> seen) implements OfGroup {}

    record AgentCount(GroupId group) implements OfGroup {}

    /** About relay sessions. */
    sealed interface OfSettlement extends Question {
        @Override
        default String subject() {
            return "relay session";
        }
    }

    /** Every partition knows; the first is as good as any. */
    record ChainAt(long height) implements OfSettlement {
        @Override
        public int partition(int partitions) {
            return 0;
        }
    }

    record RelaySessions(int partition, Optional<String> supplier, Optional<SupplierSession> after, int limit)
            implements OfSettlement {
        @Override
        public int partition(int partitions) {
            return partition;
        }
    }

    record OneRelaySession(SupplierSession key) implements OfSettlement {
        @Override
        public int partition(int partitions) {
            return SettlementTopics.RELAYS.partition(key, partitions);
        }
    }

    record ProofAt(SupplierSession key, TreePath path) implements OfSettlement {
        @Override
        public int partition(int partitions) {
            return SettlementTopics.RELAYS.partition(key, partitions);
        }
    }
}
