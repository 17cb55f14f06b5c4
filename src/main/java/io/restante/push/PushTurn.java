package io.restante.push;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One decision in the making: the events so far, and the state as they leave it. */
final class PushTurn {
    final Instant now;
    private PushState state;
    private final List<PushEvent> events = new ArrayList<>();

    PushTurn(PushState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    PushState state() {
        return state;
    }

    void happen(PushEvent event) {
        state = state.apply(event);
        events.add(event);
    }

    List<PushEvent> events() {
        return List.copyOf(events);
    }
}
