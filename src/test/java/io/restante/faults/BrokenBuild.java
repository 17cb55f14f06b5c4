package io.restante.faults;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The product with one thing wrong: a class compiled from a changed copy of its source, to be put before the others on the class path. */
final class BrokenBuild {
    private static final Path SOURCES = Path.of("src", "main", "java");

    private final Path folder;
    private final Path source;
    private String text;

    /** @param name of the class whose source is changed */
    BrokenBuild(Path folder, String name) {
        this.folder = folder;
        Path file = Path.of(name.replace('.', '/') + ".java");
        this.source = folder.resolve("source").resolve(file);
        try {
            this.text = Files.readString(SOURCES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The source of " + name + " cannot be read", e);
        }
    }

    /**
     * Puts the one text in the place of the other.
     *
     * @throws IllegalStateException when it is not there exactly once: the product has changed, and what breaks it must change too
     */
    BrokenBuild with(String wrong, String inPlaceOf) {
        int first = text.indexOf(inPlaceOf);
        if (first < 0 || text.indexOf(inPlaceOf, first + 1) >= 0) {
            throw new IllegalStateException("Expected exactly once in " + source.getFileName() + ": " + inPlaceOf);
        }
        text = text.replace(inPlaceOf, wrong);
        return this;
    }

    /** Compiles it; returns the folder of its classes. */
    Path classes() {
        Path classes = folder.resolve("classes");
        try {
            Files.createDirectories(classes);
            Files.createDirectories(source.getParent());
            Files.writeString(source, text);
        } catch (IOException e) {
            throw new UncheckedIOException("A broken build cannot be written to " + folder, e);
        }
        compile(classes);
        return classes;
    }

    private void compile(Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(source);
            boolean compiled = compiler.getTask(
                            complaints,
                            files,
                            null,
                            List.of("-proc:none", "-nowarn", "-cp", Jvm.CLASSES, "-d", classes.toString()),
                            null,
                            units)
                    .call();
            if (!compiled) {
                throw new IllegalStateException("The broken build does not compile: " + complaints);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
