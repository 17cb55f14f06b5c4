package io.restante.contract;

import io.restante.base.Payload;
import io.restante.settlement.Barrier;
import io.restante.settlement.Block;
import io.restante.settlement.End;
import io.restante.settlement.EndedRelaySession;
import io.restante.settlement.Frozen;
import io.restante.settlement.Life;
import io.restante.settlement.RelayRecord;
import io.restante.settlement.RelaySession;
import io.restante.settlement.RelaySession.Active;
import io.restante.settlement.RelaySession.Claimed;
import io.restante.settlement.RelaySession.Claiming;
import io.restante.settlement.RelaySession.Freezing;
import io.restante.settlement.RelaySession.Proving;
import io.restante.settlement.RelaySession.Stopped;
import io.restante.settlement.RelaySession.WithRoot;
import io.restante.settlement.Sending;
import io.restante.settlement.ServedRelay;
import io.restante.settlement.SessionHeader;
import io.restante.settlement.SettlementStep;
import io.restante.settlement.SubmitClaim;
import io.restante.settlement.SubmitProof;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TransactionEvent;
import io.restante.settlement.TransactionEvent.Kind;
import io.restante.settlement.TransactionEvent.Outcome;
import io.restante.settlement.TreeRoot;
import io.restante.settlement.tree.Bytes;
import io.restante.settlement.tree.ClosestProof;
import io.restante.settlement.tree.MerkleProof;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Random values of every type that settlement writes, legal but seldom ordinary. */
final class SettlementValues {
    private static final String[] PIECES = {"a", "Z", "0", "\"", "\\", "/", "ä", "中", "~", "{", ",", "pokt1"};

    private final Random random;

    SettlementValues(long seed) {
        random = new Random(seed);
    }

    private String address() {
        if (random.nextInt(4) > 0) {
            return "pokt1" + Integer.toHexString(random.nextInt());
        }
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n >= 0; n--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private String hex(int count) {
        return HexFormat.of().formatHex(bytes(count));
    }

    private long height() {
        return 1 + (random.nextInt(4) == 0 ? random.nextLong(Long.MAX_VALUE / 2) : random.nextInt(1_000));
    }

    private <E extends Enum<E>> E one(Class<E> type) {
        return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    SessionHeader session() {
        long start = height();
        return new SessionHeader(address(), address(), hex(32), start, start + random.nextInt(100));
    }

    SupplierSession key() {
        return new SupplierSession(address(), hex(32));
    }

    TreeRoot root() {
        return new TreeRoot(hex(32), random.nextLong(Long.MAX_VALUE), random.nextLong(Long.MAX_VALUE));
    }

    ServedRelay relay() {
        return new ServedRelay(
                address(),
                session(),
                1 + random.nextInt(1_000),
                Payload.ofText("{\"call\" : [" + random.nextInt() + ",\"ä\"] }"),
                hex(64),
                100 + random.nextInt(400),
                hex(32),
                hex(64));
    }

    RelayRecord relayRecord() {
        return random.nextInt(4) == 0 ? new Barrier(height()) : relay();
    }

    Block block() {
        return new Block(height(), hex(32), Instant.ofEpochMilli(random.nextLong(253_402_300_799_999L)));
    }

    TransactionEvent transaction() {
        return new TransactionEvent(
                one(Kind.class), 1 + random.nextInt(9), one(Outcome.class), height(), maybe(this::address));
    }

    SettlementStep step() {
        return new SettlementStep(height());
    }

    SubmitClaim claim() {
        return new SubmitClaim(address(), session(), root(), 1 + random.nextInt(3), height(), height());
    }

    ClosestProof proof() {
        return new ClosestProof(
                Bytes.of(bytes(32)),
                IntStream.range(0, random.nextInt(4)).boxed().toList(),
                random.nextInt(256),
                Bytes.of(bytes(32)),
                maybe(() -> Bytes.of(bytes(20))),
                new MerkleProof(
                        List.of(Bytes.of(bytes(48)), Bytes.of(bytes(48))),
                        maybe(() -> Bytes.of(bytes(60))),
                        maybe(() -> Bytes.of(bytes(60)))));
    }

    SubmitProof submitProof() {
        return new SubmitProof(address(), session(), root(), proof(), 1 + random.nextInt(3), height(), height());
    }

    EndedRelaySession ended() {
        return new EndedRelaySession(
                address(),
                session(),
                one(End.class),
                maybe(this::root),
                height(),
                random.nextInt(9),
                maybe(this::height),
                maybe(this::height),
                maybe(this::height),
                height(),
                random.nextInt(4),
                random.nextInt(4),
                maybe(this::address));
    }

    private Life life() {
        return new Life(
                address(),
                session(),
                1 + random.nextInt(1_000),
                random.nextLong(Long.MAX_VALUE),
                random.nextLong(Long.MAX_VALUE),
                random.nextInt(9));
    }

    private Sending sending() {
        return new Sending(random.nextInt(4), height());
    }

    private WithRoot rooted() {
        Life life = life();
        Frozen frozen = new Frozen(root(), height());
        return switch (random.nextInt(3)) {
            case 0 -> new Claiming(life, frozen, sending());
            case 1 -> new Claimed(life, frozen, random.nextInt(4), height());
            default -> new Proving(life, frozen, random.nextInt(4), height(), hex(32), sending());
        };
    }

    /** In any state that is kept. */
    RelaySession relaySession() {
        return switch (random.nextInt(4)) {
            case 0 -> new Active(life());
            case 1 -> new Freezing(life(), height());
            case 2 -> new Stopped(rooted(), root());
            default -> rooted();
        };
    }
}
