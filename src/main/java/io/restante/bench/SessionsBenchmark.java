package io.restante.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import io.restante.local.demo.DemoException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an idle session on the presence wire takes of its gateway's memory, and how soon a newer session replaces it. */
final class SessionsBenchmark implements Benchmark {
    private static final int SESSIONS = 20_000;

    /** File handles for everything but the sessions: jars, brokers, and sockets that replace others meanwhile. */
    private static final int OTHER_HANDLES = 1_000;

    /** Agents are replaced here and elsewhere, and some are left to notice nothing. */
    private static final int LEAST = 8;

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public String work() {
        return "idle sessions on the presence wire of one gateway, which runs beside a broker, a topology and another gateway, all in processes of their own:"
                + " what each takes of the gateway's memory, and how long a replacement takes, here and elsewhere; against what is allowed";
    }

    @Override
    public Outcome run(Terms terms) {
        long handles = handles();
        int fitting = (int) Math.min(SESSIONS, handles - OTHER_HANDLES);
        int sessions = terms.size().orElse(fitting);
        if (sessions < LEAST || sessions > handles - OTHER_HANDLES) {
            throw new IllegalArgumentException("size: expected " + LEAST + " to " + (handles - OTHER_HANDLES)
                    + " sessions, as a process may have " + handles + " files and sockets open (ulimit -n); got "
                    + sessions);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("sessions", String.valueOf(sessions));
        settings.put("file handles", handles + " a process");
        settings.put("gateway's heap", Hall.HEAP);
        settings.put(
                "memory",
                "alive on the heap after a full collection, and what the process grew by beside its heap; not what the system keeps for sockets");
        try (Hall hall = new Hall(terms)) {
            SessionsSeries series = new SessionsSeries(terms, hall, sessions);
            series.run();
            terms.progress().over();
            settings.put("agents in a group", String.valueOf(SessionsSeries.IN_A_GROUP));
            settings.put("of a session, on the heap", Report.number(series.heap()) + " bytes");
            settings.put("replaced a measurement", series.replaced() + ", " + SessionsSeries.PER_SECOND + " a second");
            return new Outcome(name(), work(), settings, series.comparisons(), series.slopes());
        } catch (DemoException e) {
            throw new BenchException("What is measured does not run. " + e.getMessage(), e);
        }
    }

    private static long handles() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        if (system instanceof UnixOperatingSystemMXBean unix) {
            return unix.getMaxFileDescriptorCount();
        }
        throw new BenchException("What a process takes of memory is known on Linux alone");
    }
}
