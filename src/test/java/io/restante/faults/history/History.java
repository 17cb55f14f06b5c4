package io.restante.faults.history;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The lines of a journal, in the order of their numbers. */
public record History(List<Line> lines) {
    public History {
        lines = List.copyOf(lines);
    }

    /** A line with its event as what it is. */
    public record Of<E extends Event>(Line line, E event) {
        public long number() {
            return line.number();
        }
    }

    public <E extends Event> Stream<Of<E>> all(Class<E> kind) {
        return lines.stream()
                .filter(line -> kind.isInstance(line.event()))
                .map(line -> new Of<>(line, kind.cast(line.event())));
    }

    public <E extends Event> Optional<Of<E>> first(Class<E> kind) {
        return all(kind).findFirst();
    }

    public long count(Class<? extends Event> kind) {
        return all(kind).count();
    }
}
