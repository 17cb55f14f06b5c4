package io.restante.base;

import java.time.Instant;

/**
 * Time passed: what a partition's clock wrote to the log. The record's own timestamp, the log's append time, is the time that
 * counts; {@code at} is what the writer's clock said.
 */
public record Tick(Instant at) {}
