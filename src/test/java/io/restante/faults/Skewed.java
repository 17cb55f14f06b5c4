package io.restante.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A clock that is off, in one process: Debian's libfaketime, loaded before everything else. Time that only passes is left as it is. */
final class Skewed {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

    private Skewed() {}

    static Optional<Path> library() {
        return PLACES.stream().filter(Files::exists).findFirst();
    }

    /** What a process has in its environment whose clock is off by so much. */
    static Map<String, String> by(Duration offset) {
        return Map.of(
                "LD_PRELOAD",
                library().orElseThrow().toString(),
                "FAKETIME",
                (offset.isNegative() ? "" : "+") + offset.toSeconds() + "s",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "DONT_FAKE_MONOTONIC",
                "1");
    }
}
