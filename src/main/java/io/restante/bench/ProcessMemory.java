package io.restante.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process holds in memory, in bytes. Its whole heap is there from the start, so that what grows of the process is outside of its heap.
 *
 * @param heap what is alive on the heap
 * @param resident all of the process, the whole heap included
 */
record ProcessMemory(long heap, long resident) {
    private static final Pattern USED = Pattern.compile("garbage-first heap +total .*?used (\\d+)K");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final int KIB = 1024;
    private static final int MIB = 1 << 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final int ENOUGH_LOOKS = 3;

    /** Heap and collector of a JVM whose memory is to be known. */
    static List<String> known(String heap) {
        return List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch", "-XX:+UseG1GC");
    }

    /** After what is dead has been swept up. */
    static ProcessMemory of(long pid) {
        // What the first sweep finds only dying, such as buffers that are cleaned, the second one sees dead.
        told(pid, "GC.run");
        told(pid, "GC.run");
        return new ProcessMemory(
                found(USED, told(pid, "GC.heap_info")) * KIB,
                found(RESIDENT, read(Path.of("/proc", String.valueOf(pid), "status"))) * KIB);
    }

    /**
     * As {@link #of}, when nothing that is over is let go of any more: sockets that are gone are remembered for a while.
     *
     * @throws BenchException when it shrinks and shrinks
     */
    static ProcessMemory settled(long pid) {
        Deque<ProcessMemory> looks = new ArrayDeque<>(List.of(of(pid)));
        Patience.until("process " + pid + " lets go of nothing any more", () -> {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            looks.addLast(of(pid));
            return looks.size() > ENOUGH_LOOKS
                    && looks.removeFirst().all() - looks.getLast().all() < MIB;
        });
        return looks.getLast();
    }

    private long all() {
        return heap + resident;
    }

    /** Files and sockets that a process has open. */
    static long handles(long pid) {
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException("The system does not say which files process " + pid + " has open", e);
        }
    }

    /**
     * What has come since then for each of so many things, wherever it lies.
     *
     * @throws BenchException when other things came and went that weigh more than they do
     */
    double each(ProcessMemory before, int things) {
        long come = all() - before.all();
        if (come <= 0) {
            throw new BenchException(
                    "What " + things + " sessions take is lost in what else comes and goes: the process holds " + -come
                            + " bytes less than before them. Measure more with --size.");
        }
        return (double) come / things;
    }

    private static long found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new BenchException("Expected " + pattern + " in: " + text);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read; what a process holds is known on Linux alone", e);
        }
    }

    private static String told(long pid, String command) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), String.valueOf(pid), command)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new BenchException("jcmd " + command + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(jcmd + " does not start; a JDK is needed to measure memory", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
    }
}
