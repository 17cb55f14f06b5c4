package io.restante.delivery.flow;

/** The names of the sinks that deliveries go to. */
public record Sinks(String live, String ledger, String rejections, String history, String push, String deadLetters) {}
