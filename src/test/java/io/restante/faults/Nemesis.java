package io.restante.faults;

import io.restante.faults.Link.Cut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** Thinks of what to do to the parts of a town. What it thinks of depends on its seed alone. */
final class Nemesis {
    private static final Duration STARTS_AGAIN = Duration.ofMillis(500);
    private static final int STORM = 3;

    private final Town town;
    private final Random random;
    private final boolean slowDisks = SlowDisk.available();

    Nemesis(Town town, long seed) {
        this.town = town;
        this.random = new Random(seed);
    }

    /** One of the things that can be done to a broker. */
    Mischief toBroker() {
        List<BrokerPart> brokers = town.brokers();
        BrokerPart broker = brokers.get(random.nextInt(brokers.size()));
        return switch (random.nextInt(slowDisks ? 6 : 5)) {
            case 0 -> killed("broker killed", broker, 4_000);
            case 1 -> leaderKilled();
            case 2 -> paused("broker paused", broker, 9_000);
            case 3 -> cut("broker cut off, connections reset", broker, broker.towards(), Cut.RESET, 6_000);
            case 4 -> cut("broker cut off, packets dropped", broker, broker.towards(), Cut.STALL, 6_000);
            default -> diskSlow("broker's disk slow", broker);
        };
    }

    /** The broker that leads is known only when it is done. */
    private Mischief leaderKilled() {
        int partition = random.nextInt(Town.PARTITIONS);
        BrokerPart leader = Leaders.of(town, "mailbox.messages", partition);
        return killed("leader of mailbox.messages-" + partition + " killed", leader, 4_000);
    }

    /** One of the things that can be done to a topology. */
    Mischief toTopology() {
        return toInstance("topology", town.topologies());
    }

    /** One of the things that can be done to a settlement topology. */
    Mischief toSettlement() {
        return toInstance("settlement", town.settlements());
    }

    /** @param word what such an instance is called in a table */
    private Mischief toInstance(String word, List<RolePart> instances) {
        RolePart instance = instances.get(random.nextInt(instances.size()));
        List<Mischief> choice = new ArrayList<>(List.of(
                killed(word + " killed", instance, 8_000),
                paused(word + " paused", instance, 12_000),
                cut(
                        word + " cut off from brokers, connections reset",
                        instance,
                        instance.toBrokers(),
                        Cut.RESET,
                        8_000),
                cut(word + " cut off from brokers, packets dropped", instance, instance.toBrokers(), Cut.STALL, 10_000),
                cut(word + " cut off from gateways", instance, instance.towards(), Cut.RESET, 6_000),
                storm(word + "'s rebalance storm", instance)));
        for (RolePart each : instances) {
            each.disk().ifPresent(disk -> choice.add(diskFull(word + "'s disk full", each, disk)));
        }
        if (slowDisks) {
            choice.add(diskSlow(word + "'s disk slow", instance));
        }
        if (Skewed.library().isPresent()) {
            choice.add(clockOff(word + "'s clock set off", instance));
        }
        return choice.get(random.nextInt(choice.size()));
    }

    /** One of the things that can be done to a gateway. */
    Mischief toGateway() {
        List<RolePart> gateways = town.gateways();
        RolePart gateway = gateways.get(random.nextInt(gateways.size()));
        List<Mischief> choice = new ArrayList<>(List.of(
                killed("gateway killed", gateway, 8_000),
                paused("gateway paused", gateway, 10_000),
                ended(gateway),
                cut("gateway cut off from brokers, connections reset", gateway, gateway.toBrokers(), Cut.RESET, 6_000),
                cut("gateway cut off from brokers, packets dropped", gateway, gateway.toBrokers(), Cut.STALL, 9_000),
                cut("clients cut off, connections reset", gateway, gateway.towards(), Cut.RESET, 4_000),
                cut("clients cut off, packets dropped", gateway, gateway.towards(), Cut.STALL, 8_000)));
        if (Skewed.library().isPresent()) {
            choice.add(clockOff("gateway's clock set off", gateway));
        }
        return choice.get(random.nextInt(choice.size()));
    }

    /** A pause before the next one. */
    Duration rest() {
        return Duration.ofMillis(500 + random.nextInt(1_500));
    }

    /** Kills and comes back. */
    Mischief killed(String kind, Part part, int longest) {
        return new Mischief(kind, part.name(), upTo(longest), () -> part.child().kill(), () -> {
            part.start();
            town.awaitReady(part);
        });
    }

    private Mischief ended(RolePart gateway) {
        return new Mischief(
                "gateway told to stop",
                gateway.name(),
                upTo(3_000),
                () -> gateway.child().terminate(),
                () -> {
                    gateway.start();
                    town.awaitReady(gateway);
                });
    }

    private Mischief paused(String kind, Part part, int longest) {
        return new Mischief(kind, part.name(), upTo(longest), () -> part.child().pause(), () -> {
            part.child().resume();
            town.awaitReady(part);
        });
    }

    private Mischief cut(String kind, Part part, List<Link> links, Cut how, int longest) {
        return new Mischief(kind, part.name(), upTo(longest), () -> links.forEach(link -> link.cut(how)), () -> {
            links.forEach(Link::mend);
            town.awaitReady(part);
        });
    }

    /** It leaves the group and joins it, again and again, each time before the last time is over. */
    private Mischief storm(String kind, RolePart topology) {
        return new Mischief(
                kind,
                topology.name(),
                Duration.ZERO,
                () -> {
                    for (int time = 0; time < STORM; time++) {
                        topology.child().terminate();
                        topology.start();
                        Patience.pass(STARTS_AGAIN.multipliedBy(1 + random.nextInt(6)));
                    }
                },
                () -> town.awaitReady(topology));
    }

    private Mischief diskFull(String kind, RolePart part, SmallDisk disk) {
        return new Mischief(
                kind,
                part.name(),
                Duration.ofMillis(3_000 + random.nextInt(5_000)),
                () -> disk.fill(part.child()),
                () -> {
                    disk.empty(part.child());
                    town.awaitReady(part);
                });
    }

    private Mischief diskSlow(String kind, Part part) {
        AtomicReference<SlowDisk> slow = new AtomicReference<>();
        return new Mischief(
                kind,
                part.name(),
                Duration.ofMillis(4_000 + random.nextInt(8_000)),
                () -> slow.set(SlowDisk.of(part.child())),
                () -> {
                    slow.get().end();
                    town.awaitReady(part);
                });
    }

    private Mischief clockOff(String kind, RolePart part) {
        Duration offset = Duration.ofMinutes(random.nextInt(-600, 600));
        return new Mischief(
                kind + " by " + offset.toMinutes() + " min",
                part.name(),
                upTo(4_000),
                () -> {
                    part.child().kill();
                    part.environment(Skewed.by(offset));
                    part.start();
                    town.awaitReady(part);
                },
                () -> {
                    part.child().kill();
                    part.environment(java.util.Map.of());
                    part.start();
                    town.awaitReady(part);
                });
    }

    private Duration upTo(int longest) {
        return Duration.ofMillis(300 + random.nextInt(longest));
    }
}
