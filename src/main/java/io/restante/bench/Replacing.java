package io.restante.bench;

import io.restante.local.demo.LocalChild;

/** Agents that come again at a steady rate while their older session is current: when the older one is told, and when the newer one is connected. */
final class Replacing {
    private static final String REPLACED = "replaced";

    private final Attendance attendance;
    private final int first;
    private final Latencies told;
    private final Latencies connected;

    /** @param first the number of the first agent; the others follow it */
    Replacing(Attendance attendance, int first, int agents) {
        this.attendance = attendance;
        this.first = first;
        this.told = new Latencies(agents);
        this.connected = new Latencies(agents);
    }

    /** Returns when all have been replaced, each by a session of a greater epoch. */
    void run(LocalChild at, int perSecond) {
        Pace.each(told.things(), perSecond, n -> again(at, n));
        told.await();
        connected.await();
        for (int n = 0; n < told.things(); n++) {
            String reason = attendance.socket(first + n).over().join();
            if (!reason.equals(REPLACED)) {
                throw new BenchException("Agent " + (first + n) + " was to be replaced, and: " + reason);
            }
        }
    }

    private void again(LocalChild at, int n) {
        CrowdSocket older = attendance.socket(first + n);
        CrowdSocket newer = attendance.open(at);
        var unused = older.over().thenRun(() -> told.arrived(n));
        var unusedToo = newer.connected().thenAccept(epoch -> {
            if (epoch > older.connected().join()) {
                connected.arrived(n);
            }
        });
        told.left(n);
        connected.left(n);
        attendance.connect(newer, first + n);
    }

    /** From the newer session's request until the older one hears that it was replaced. */
    Latencies told() {
        return told;
    }

    /** From the newer session's request until it is connected. */
    Latencies connected() {
        return connected;
    }
}
