package io.restante.faults;

import io.restante.local.chain.ChainFaults;
import io.restante.local.chain.ChainStandIn;
import io.restante.local.chain.StandInServer;
import io.restante.settlement.HeightRules;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain that relays are claimed on, and the backend that answers them: stand-ins outside of the installation, which nothing befalls. A chain that makes no
 * blocks for a while is begun anew, at the height it had come to.
 */
final class ChainPart extends Actor {
    /** Short sessions, and windows long enough for a process to be missed and replaced. */
    static final HeightRules HEIGHTS = new HeightRules(15, 1, 1, 180, 0, 180, 1, 1);

    /** What applications ask for. */
    static final String SERVICE = "echo";

    private static final Logger LOG = LoggerFactory.getLogger(ChainPart.class);
    private static final Duration BLOCK = Duration.ofSeconds(1);
    private static final Duration HURRIED = Duration.ofMillis(400);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STILL = Duration.ofSeconds(60);
    private static final int UNITS = 3;

    private final ChainFaults faults = new ChainFaults();
    private final StandInServer server = new StandInServer(faults);
    private volatile Duration interval = BLOCK;
    private @Nullable ChainStandIn chain;
    private String brokers = "";
    private Duration every = BLOCK;
    private long height;
    private long seen = System.nanoTime();

    ChainPart() {
        super("chain");
    }

    /** What topologies and gateways must know. */
    Map<String, String> settings() {
        return Map.of(
                "settlement.services." + SERVICE,
                server.backend() + " " + UNITS,
                "settlement.transactionTimeout",
                "PT10S",
                "settlement.heights.blocks",
                String.valueOf(HEIGHTS.blocks()),
                "settlement.heights.grace",
                String.valueOf(HEIGHTS.grace()),
                "settlement.heights.claimOpen",
                String.valueOf(HEIGHTS.claimOpen()),
                "settlement.heights.claimClose",
                String.valueOf(HEIGHTS.claimClose()),
                "settlement.heights.proofOpen",
                String.valueOf(HEIGHTS.proofOpen()),
                "settlement.heights.proofClose",
                String.valueOf(HEIGHTS.proofClose()));
    }

    /** Makes blocks from now on. */
    void start(String bootstrapServers) {
        brokers = bootstrapServers;
        start();
    }

    ChainFaults faults() {
        return faults;
    }

    /** Makes blocks faster: nothing is broken any more. */
    void hurry() {
        interval = HURRIED;
    }

    @Override
    void round() {
        if (chain == null || !every.equals(interval) || stands(chain)) {
            renew();
        }
        Patience.pass(LOOK);
    }

    private void renew() {
        last();
        every = interval;
        seen = System.nanoTime();
        try {
            chain = new ChainStandIn(Map.of("bootstrap.servers", brokers), Town.PARTITIONS, every, faults);
        } catch (KafkaException | IllegalStateException e) {
            LOG.info("The chain does not begin yet: {}", e.getMessage());
        }
    }

    private boolean stands(ChainStandIn running) {
        long now = running.height();
        if (now != height) {
            height = now;
            seen = System.nanoTime();
            return false;
        }
        boolean still = System.nanoTime() - seen > STILL.toNanos();
        if (still) {
            LOG.info("The chain stands at height {} and is begun anew", now);
        }
        return still;
    }

    @Override
    void last() {
        if (chain != null) {
            chain.close();
            chain = null;
        }
    }

    @Override
    public void close() {
        super.close();
        server.close();
    }
}
