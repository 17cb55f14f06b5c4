package io.restante.delivery.flow;

/** The names of the sinks that what happens to groups goes to. */
public record GroupSinks(String live, String presence, String history, String steps) {}
