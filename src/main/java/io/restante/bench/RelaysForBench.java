package io.restante.bench;

import io.restante.base.Payload;
import io.restante.contract.SettlementTopics;
import io.restante.settlement.ChainParameters;
import io.restante.settlement.ServedRelay;
import io.restante.settlement.SessionBlocks;
import io.restante.settlement.SessionHeader;
import io.restante.settlement.SignedRelay;
import io.restante.settlement.SupplierSession;
import java.nio.charset.StandardCharsets;

/** Relays of one session, all different, of as many bytes each. Their signatures have the right length: who records relays does not check them. */
final class RelaysForBench {
    private static final String SUPPLIER = "b".repeat(64);
    private static final String SERVICE = "bench";
    private static final String SIGNATURE = "5".repeat(128);
    private static final int OK = 200;

    /** Compute units of each. */
    static final long UNITS = 7;

    private final SessionHeader session;
    private final int padding;

    /** @param bytes of each relay as a leaf has them; a few more when its number is large */
    RelaysForBench(SessionHeader session, int bytes) {
        this.session = session;
        this.padding = Math.max(0, bytes - SettlementTopics.RELAYS.values().encode(relay(0, 0)).length);
    }

    /** The hash of the block of a height. */
    static String hash(long height) {
        return SignedRelay.hash(Long.toString(height).getBytes(StandardCharsets.UTF_8));
    }

    /** The session an application has at a height. */
    static SessionHeader session(ChainParameters chain, long height, int application) {
        SessionBlocks blocks = chain.heights().at(height).session(height);
        String address = SignedRelay.hash(("application " + application).getBytes(StandardCharsets.UTF_8));
        return new SessionHeader(
                address,
                SERVICE,
                ChainParameters.sessionId(address, SERVICE, blocks.start(), hash(blocks.start())),
                blocks.start(),
                blocks.end());
    }

    SessionHeader session() {
        return session;
    }

    SupplierSession key() {
        return session.of(SUPPLIER);
    }

    ServedRelay relay(int number) {
        return relay(number, padding);
    }

    private ServedRelay relay(int number, int spaces) {
        return new ServedRelay(
                SUPPLIER,
                session,
                UNITS,
                Payload.ofText("{\"call\":" + number + ",\"of\":\"" + "x".repeat(spaces) + "\"}"),
                SIGNATURE,
                OK,
                session.sessionId(),
                SIGNATURE);
    }

    /** Writes so many of them, from a number on. */
    void write(InputWriter writer, int from, int count) {
        for (int number = from; number < from + count; number++) {
            writer.write(SettlementTopics.RELAYS, key(), relay(number));
        }
        writer.flush();
    }
}
