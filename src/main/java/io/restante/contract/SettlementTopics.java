package io.restante.contract;

import io.restante.contract.Topic.Cleanup;
import io.restante.settlement.Block;
import io.restante.settlement.EndedRelaySession;
import io.restante.settlement.RelayRecord;
import io.restante.settlement.ServedRelay;
import io.restante.settlement.SettlementStep;
import io.restante.settlement.SubmitClaim;
import io.restante.settlement.SubmitProof;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TransactionEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The topics of settlement. The real chain client is whoever reads the commands and writes blocks and transactions. */
public final class SettlementTopics {
    private static final String ROOM = "settlement";
    private static final String THE_CHAIN = "the chain's client";
    private static final Optional<Duration> A_MONTH = Optional.of(Duration.ofDays(30));
    private static final Optional<Duration> A_DAY = Optional.of(Duration.ofDays(1));
    private static final Codec<SupplierSession> KEY = new SupplierSessionCodec();
    private static final Codec<byte[]> BYTES = new BytesCodec();

    public static final Topic<SupplierSession, ServedRelay> RELAYS = new Topic<>(
            "settlement.relays",
            KEY,
            new ServedRelayCodec(),
            ROOM,
            "Relays as they were served, signed by application and supplier, without the response's content; and, without a key, barriers: from one on, its partition has come to the height that it names.",
            "relayers; barriers the settlement topology, to its own partitions",
            true,
            Cleanup.DELETE,
            A_MONTH);

    /** The same log, read with its barriers. */
    public static final Topic<SupplierSession, RelayRecord> RELAY_LOG =
            RELAYS.withValues(new RelayRecordCodec(RELAYS.values()));

    public static final Topic<byte[], Block> BLOCKS = new Topic<>(
            "settlement.blocks",
            BYTES,
            new BlockCodec(),
            ROOM,
            "Blocks of the chain, each written to every partition.",
            THE_CHAIN,
            true,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<SupplierSession, TransactionEvent> TRANSACTIONS = new Topic<>(
            "settlement.transactions",
            KEY,
            new TransactionEventCodec(),
            ROOM,
            "What became of claims and proofs on the chain.",
            THE_CHAIN,
            true,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<byte[], SettlementStep> STEPS = new Topic<>(
            "settlement.steps",
            BYTES,
            new SettlementStepCodec(),
            ROOM,
            "Reminders of a partition to itself to go on with work that is too large for one step.",
            "the settlement topology, to its own partition",
            true,
            Cleanup.DELETE,
            A_DAY);

    public static final Topic<SupplierSession, SubmitClaim> CLAIMS = new Topic<>(
            "settlement.claims",
            KEY,
            new SubmitClaimCodec(),
            ROOM,
            "Claims to submit to the chain; of one session always the same root.",
            "the settlement topology",
            false,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<SupplierSession, SubmitProof> PROOFS = new Topic<>(
            "settlement.proofs",
            KEY,
            new SubmitProofCodec(),
            ROOM,
            "Proofs to submit to the chain, each for a claim that is in a block.",
            "the settlement topology",
            false,
            Cleanup.DELETE,
            A_MONTH);

    public static final Topic<SupplierSession, EndedRelaySession> HISTORY = new Topic<>(
            "settlement.history",
            KEY,
            new EndedRelaySessionCodec(),
            ROOM,
            "Relay sessions that are over: what was claimed, when, and how it ended.",
            "the settlement topology",
            false,
            Cleanup.DELETE,
            Optional.empty());

    public static final List<Topic<?, ?>> ALL = List.of(RELAYS, BLOCKS, TRANSACTIONS, STEPS, CLAIMS, PROOFS, HISTORY);

    private SettlementTopics() {}

    /** The bytes that are hashed and become a leaf: those the relay was read from if they are as we write them, which those of our relayers are. */
    public static byte[] canonical(Received<ServedRelay> relay) {
        byte[] raw = relay.raw().json();
        return CanonicalRelay.says(raw, relay.value()) ? raw : RELAYS.values().encode(relay.value());
    }
}
