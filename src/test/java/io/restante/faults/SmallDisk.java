package io.restante.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk of one process: a file system in memory of a fixed size, in a mount namespace that the process alone has, so that no rights are needed. It is gone
 * with the process, as a machine's disk may be with the machine.
 */
final class SmallDisk {
    private static final String SIZE = "160m";
    private static final int CHUNK = 1 << 20;
    private static final String FILLER = "filler";

    private final Path folder;

    /** @param folder where the process sees it */
    SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Whether the system lets a process have one. */
    static boolean available() {
        return Command.works("unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt");
    }

    /** The command, with the disk made before it; the process is the same. */
    List<String> around(List<String> command) {
        List<String> words = new ArrayList<>(List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + SIZE + " none \"$0\" && exec \"$@\"",
                folder.toString()));
        words.addAll(command);
        return words;
    }

    private Path seenFromHere(Child child) {
        return Path.of("/proc", String.valueOf(child.pid()), "root")
                .resolve(Path.of("/").relativize(folder.toAbsolutePath()));
    }

    /** Leaves no room on it. Returns how many bytes there had been. */
    long fill(Child child) {
        long written = 0;
        byte[] chunk = new byte[CHUNK];
        try (OutputStream out = Files.newOutputStream(seenFromHere(child).resolve(FILLER))) {
            for (int size = chunk.length; size > 0; size /= 2) {
                written += fill(out, chunk, size);
            }
        } catch (IOException e) {
            // Closing can find out only now that there is no room.
            if (written == 0) {
                throw new UncheckedIOException("The disk of " + child + " cannot be filled", e);
            }
        }
        return written;
    }

    private static long fill(OutputStream out, byte[] chunk, int size) {
        long written = 0;
        while (true) {
            try {
                out.write(chunk, 0, size);
                written += size;
            } catch (IOException full) {
                return written;
            }
        }
    }

    void empty(Child child) {
        try {
            Files.deleteIfExists(seenFromHere(child).resolve(FILLER));
        } catch (IOException e) {
            throw new UncheckedIOException("The disk of " + child + " cannot be emptied", e);
        }
    }
}
