package io.restante.bench;

import io.restante.local.demo.LocalChild;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rounds of sessions that are opened, stay idle while others replace some of them, and leave together. */
final class SessionsSeries {
    static final int IN_A_GROUP = 10;
    static final int PER_SECOND = 50;

    private static final int FEWER = 4;
    private static final int REPLACED = 500;
    private static final int ALLOWED_BYTES = 30_000;
    private static final int ALLOWED_MILLIS = 100;
    /** Files and sockets that a gateway may have opened for other reasons meanwhile. */
    private static final int OTHER_HANDLES = 20;

    private static final Goal SMALL = Goal.atMost(1, 0.4);
    private static final Goal IN_TIME = Goal.atMost(1, 1);
    private static final double TAIL = 0.99;

    private final Terms terms;
    private final Hall hall;
    private final int sessions;
    private final String token;
    private final List<Round> rounds = new ArrayList<>();

    /**
     * What one round came to.
     *
     * @param few bytes a session while there are few
     * @param all bytes a session when all are there
     * @param heap of these, on the heap
     */
    private record Round(double few, double all, double heap, Replacing here, Replacing elsewhere) {}

    SessionsSeries(Terms terms, Hall hall, int sessions) {
        this.terms = terms;
        this.hall = hall;
        this.sessions = sessions;
        this.token = hall.token();
    }

    /** How many sessions are replaced at each gateway. */
    int replaced() {
        return Math.min(REPLACED, sessions / FEWER);
    }

    private int few() {
        return sessions / FEWER;
    }

    /** The first round warms up and is not kept. */
    void run() {
        long handles = ProcessMemory.handles(hall.here().pid());
        for (int number = 0; number <= terms.pairs(); number++) {
            Round round = round(number);
            if (number > 0) {
                rounds.add(round);
            }
            Patience.until(
                    "the gateway lets go of sockets that are gone",
                    () -> ProcessMemory.handles(hall.here().pid()) <= handles + OTHER_HANDLES);
        }
    }

    private Round round(int number) {
        long pid = hall.here().pid();
        step(number, "opening");
        ProcessMemory before = ProcessMemory.settled(pid);
        try (Attendance attendance = new Attendance(new Crowd(token), number)) {
            attendance.enter(hall.here(), few());
            double few = ProcessMemory.of(pid).each(before, few());
            attendance.enter(hall.here(), sessions - few());
            ProcessMemory full = ProcessMemory.of(pid);
            step(number, "replacing");
            Replacing here = replacing(attendance, 0, hall.here());
            Replacing elsewhere = replacing(attendance, replaced(), hall.elsewhere());
            attendance.check(2 * replaced());
            return new Round(
                    few,
                    full.each(before, sessions),
                    (double) (full.heap() - before.heap()) / sessions,
                    here,
                    elsewhere);
        }
    }

    private Replacing replacing(Attendance attendance, int first, LocalChild at) {
        Replacing replacing = new Replacing(attendance, first, replaced());
        replacing.run(at, PER_SECOND);
        return replacing;
    }

    private void step(int number, String what) {
        terms.progress().step("round " + number + ", " + what, number, terms.pairs() + 1);
    }

    List<Comparison> comparisons() {
        return Stream.concat(
                        Stream.of(
                                memory(few() + " sessions: bytes a session", Round::few),
                                memory(sessions + " sessions: bytes a session", Round::all)),
                        Stream.of(
                                time("replaced here, until the older one is told", Round::here, Replacing::told),
                                time(
                                        "replaced here, until the newer one is connected",
                                        Round::here,
                                        Replacing::connected),
                                time(
                                        "replaced elsewhere, until the older one is told",
                                        Round::elsewhere,
                                        Replacing::told),
                                time(
                                        "replaced elsewhere, until the newer one is connected",
                                        Round::elsewhere,
                                        Replacing::connected)))
                .toList();
    }

    private Comparison memory(String title, Function<Round, Double> bytes) {
        return new Comparison(
                title + ", against " + ALLOWED_BYTES + " allowed",
                "bytes",
                Optional.of(SMALL),
                rounds.stream()
                        .map(round -> new Pair(bytes.apply(round), ALLOWED_BYTES))
                        .toList());
    }

    private Comparison time(String title, Function<Round, Replacing> where, Function<Replacing, Latencies> until) {
        return new Comparison(
                title + ", p99, against " + ALLOWED_MILLIS + " ms allowed",
                "ms",
                Optional.of(IN_TIME),
                rounds.stream()
                        .map(round -> new Pair(where.andThen(until).apply(round).quantile(TAIL), ALLOWED_MILLIS))
                        .toList());
    }

    List<Slope> slopes() {
        return List.of(new Slope(
                "bytes a session",
                "bytes",
                "sessions",
                List.of(
                        new Slope.Point(few(), memory("few", Round::few).ours()),
                        new Slope.Point(sessions, memory("all", Round::all).ours()))));
    }

    /** Of the bytes of a session, those on the heap; the median. */
    double heap() {
        return memory("heap", Round::heap).ours();
    }
}
