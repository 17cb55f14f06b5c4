package io.restante.mailbox.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs a property over a story, and tells of one that breaks it by the fewest of its steps. */
final class Shrinking {
    private final Consumer<List<Step>> property;

    private Shrinking(Consumer<List<Step>> property) {
        this.property = property;
    }

    static void holds(List<Step> story, Consumer<List<Step>> property) {
        new Shrinking(property).holds(story);
    }

    private void holds(List<Step> story) {
        Throwable failure = failure(story);
        if (failure == null) {
            return;
        }
        List<Step> shortest = shortest(story);
        Throwable reason = Optional.ofNullable(failure(shortest)).orElse(failure);
        throw new AssertionError(
                reason.getMessage() + "\nafter\n"
                        + shortest.stream().map(step -> "  " + step).collect(Collectors.joining("\n")),
                reason);
    }

    private @Nullable Throwable failure(List<Step> story) {
        try {
            property.accept(story);
            return null;
        } catch (RuntimeException | AssertionError e) {
            return e;
        }
    }

    /** The shortest beginning that fails, without the steps it fails without. */
    private List<Step> shortest(List<Step> story) {
        int length = 1;
        while (length < story.size() && failure(story.subList(0, length)) == null) {
            length++;
        }
        List<Step> steps = new ArrayList<>(story.subList(0, length));
        for (int n = steps.size() - 1; n >= 0; n--) {
            List<Step> without = new ArrayList<>(steps);
            without.remove(n);
            if (failure(without) != null) {
                steps = without;
            }
        }
        return steps;
    }
}
