package io.restante.push;

import java.time.Duration;

/** Spreads what would happen at once, the same on every replay: by which knock and which try it is, not by chance. In whole milliseconds, as times are kept. */
final class Jitter {
    private static final long PARTS = 1 << 16;

    private Jitter() {}

    /** Between half of the time and all of it. */
    static Duration around(Duration time, Knock knock) {
        Duration half = Duration.ofMillis(time.toMillis() / 2);
        return half.plus(upTo(half, knock));
    }

    /** Between nothing and all of the time. */
    static Duration upTo(Duration time, Knock knock) {
        return Duration.ofMillis(time.toMillis() * Math.floorMod(mixed(knock), PARTS) / PARTS);
    }

    /** The finalizer of splitmix64, which makes neighbours differ in half of their bits. */
    private static long mixed(Knock knock) {
        long mix = (knock.sequence() * 31 + knock.serial()) * 31 + knock.attempt();
        mix = (mix ^ (mix >>> 30)) * 0xBF58476D1CE4E5B9L;
        mix = (mix ^ (mix >>> 27)) * 0x94D049BB133111EBL;
        return mix ^ (mix >>> 31);
    }
}
