package io.restante.faults;

import io.restante.app.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code restante run} in a process of its own: a topology or a gateway, reached by links and reaching the brokers by links. */
final class RolePart implements Part {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int OK = 200;

    /** What it does. */
    enum Role {
        STREAMS("streams"),
        SETTLEMENT("settlement"),
        GATEWAY("gateway");

        private final String word;

        Role(String word) {
            this.word = word;
        }
    }

    private final String name;
    private final Role role;
    private final Path folder;
    private final Path key;
    private final Map<String, String> settings;
    private final String classes;
    private final List<Link> toBrokers;
    private final int port = Ports.free();
    private final int opsPort = Ports.free();
    private final Link link;
    private final Optional<SmallDisk> disk;
    private Map<String, String> environment = Map.of();
    private final HttpClient http = HttpClient.newHttpClient();
    private int starts;
    private @Nullable Child child;

    /**
     * Nothing runs yet.
     *
     * @param classes its class path
     * @param small whether its data lie on a disk of their own, which can be full
     */
    RolePart(
            String name,
            Role role,
            Path folder,
            Path key,
            Map<String, String> settings,
            String classes,
            List<Link> toBrokers,
            boolean small) {
        this.name = name;
        this.role = role;
        this.folder = folder;
        this.key = key;
        this.settings = new HashMap<>(settings);
        this.classes = classes;
        this.toBrokers = List.copyOf(toBrokers);
        this.link = new Link(role == Role.GATEWAY ? port : opsPort);
        this.disk = small ? Optional.of(new SmallDisk(folder.resolve("data"))) : Optional.empty();
        try {
            Files.createDirectories(folder.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of " + name + " cannot be made", e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    Role role() {
        return role;
    }

    Optional<SmallDisk> disk() {
        return disk;
    }

    Path folder() {
        return folder;
    }

    /** REST, by the link that clients use. */
    URI rest() {
        return URI.create("http://127.0.0.1:" + link.port());
    }

    URI webSocket() {
        return URI.create("ws://127.0.0.1:" + link.port() + "/");
    }

    URI presence() {
        return URI.create("ws://127.0.0.1:" + link.port() + "/ws");
    }

    /** Begun anew, it has these variables in its environment. */
    void environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
    }

    @Override
    public void start() {
        starts++;
        List<String> words = new ArrayList<>(List.of(
                Main.class.getName(),
                "run",
                "--roles",
                role.word,
                "--bootstrap-servers",
                bootstrapServers(),
                "--data",
                folder.resolve("data").toString(),
                "--ops-port",
                String.valueOf(opsPort),
                "--key",
                key.toString()));
        if (role == Role.GATEWAY) {
            words.addAll(List.of("--port", String.valueOf(port), "--set", "gateway.id=" + name));
        } else {
            words.addAll(List.of("--set", "streams.applicationServer=127.0.0.1:" + link.port()));
        }
        settings.forEach((path, value) -> words.addAll(List.of("--set", path + "=" + value)));
        List<String> command = Jvm.command("256m", classes, words);
        child = Child.start(
                name,
                disk.map(small -> small.around(command)).orElse(command),
                environment,
                folder.resolve("run-" + starts + ".log"));
    }

    private String bootstrapServers() {
        return String.join(
                ",", toBrokers.stream().map(each -> "127.0.0.1:" + each.port()).toList());
    }

    @Override
    public Child child() {
        if (child == null) {
            throw new IllegalStateException(name + " has not been started");
        }
        return child;
    }

    @Override
    public void stop() {
        if (child != null) {
            child.kill();
        }
        http.shutdownNow();
    }

    /** As it says itself on its operations port. */
    @Override
    public boolean ready() {
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opsPort + "/health/ready"))
                .timeout(LOOK)
                .build();
        try {
            return child().running()
                    && http.send(question, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " was asked", e);
        }
    }

    /** What it counts, as Prometheus reads it; empty when it does not answer now. */
    Optional<String> metrics() {
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opsPort + "/metrics"))
                .timeout(LOOK)
                .build();
        try {
            var answer = http.send(question, BodyHandlers.ofString());
            return answer.statusCode() == OK ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " was asked", e);
        }
    }

    @Override
    public List<Link> toBrokers() {
        return toBrokers;
    }

    @Override
    public List<Link> towards() {
        return List.of(link);
    }
}
