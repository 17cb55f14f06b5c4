package io.restante.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where something was measured.
 *
 * @param processor its model, as far as the system tells
 * @param memory of the whole machine, in bytes
 * @param heap the most this JVM may use, in bytes
 * @param load how many threads wanted to run in the minute before, as the system tells; negative where it does not
 */
public record Machine(String processor, int cores, long memory, long heap, String system, String java, double load) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final double GIB = 1 << 30;
    private static final String MODEL = "model name";

    /** This one. */
    public static Machine here() {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                model(),
                runtime.availableProcessors(),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
                runtime.maxMemory(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** What matters of it, in a line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.0f GiB (heap %.1f GiB) · %s · %s",
                processor,
                cores,
                memory / GIB,
                heap / GIB,
                system,
                java);
    }

    /** Only Linux says more than the architecture. */
    private static String model() {
        String architecture = System.getProperty("os.arch", "unknown");
        if (!Files.isReadable(PROCESSORS)) {
            return architecture;
        }
        try (var lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith(MODEL))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException e) {
            throw new BenchException("The machine does not say which processor it has", e);
        }
    }
}
