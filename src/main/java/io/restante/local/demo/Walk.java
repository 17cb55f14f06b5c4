package io.restante.local.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The walk through every flow. Its process and its data are gone when it is closed. */
public final class Walk implements AutoCloseable {
    private static final List<Scene> SCENES = List.of(
            new WaitingScene(),
            new LiveScene(),
            new VerbatimScene(),
            new TakeOverScene(),
            new StreamScene(),
            new PresenceScene(),
            new PushScene(),
            new GarbageScene(),
            new RelayScene(),
            new KillScene(),
            new LedgerScene());

    private final Class<?> main;
    private final Report report;
    private final Path data;
    private Optional<Stage> stage = Optional.empty();
    private boolean closed;

    /**
     * Makes the folder for the data.
     *
     * @param main the class whose {@code main} understands the command {@code local}
     * @param paint turns {@code @|colour text|@} into what the terminal understands, or into plain text
     */
    public Walk(Class<?> main, PrintWriter out, UnaryOperator<String> paint) {
        this.main = main;
        this.report = new Report(out, paint);
        try {
            this.data = Files.createTempDirectory("restante-demo");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder can be made for the data", e);
        }
    }

    /** Plays every scene, whatever becomes of the others; whether every check held. */
    public boolean play() {
        report.chapter("A local run in a process of its own");
        long start = System.nanoTime();
        try {
            Stage started = opened(new Stage(main, data, report));
            for (Scene scene : SCENES) {
                play(scene, started);
            }
        } catch (DemoException e) {
            report.check("the local run starts", e, false);
        }
        report.table();
        report.line("It took " + Stage.since(start) + ".");
        return report.allHold();
    }

    /** A walk that was closed while its process started takes it down at once. */
    private synchronized Stage opened(Stage started) {
        stage = Optional.of(started);
        if (closed) {
            started.close();
        }
        return started;
    }

    private void play(Scene scene, Stage on) {
        report.chapter(scene.title());
        try {
            scene.play(on);
        } catch (RuntimeException e) {
            report.check(scene.title(), "it broke off: " + e, false);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stage.ifPresent(Stage::close);
        try (Stream<Path> inside = Files.walk(data)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (NoSuchFileException e) {
            report.line("The temporary data were gone already: " + e.getMessage());
        } catch (IOException e) {
            report.line("The temporary data in " + data + " could not be deleted: " + e.getMessage());
        }
    }
}
