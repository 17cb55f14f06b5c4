package io.restante.app.ops;

/**
 * Where the operations port listens.
 *
 * @param port 0 means any free one
 */
public record OpsAddress(String host, int port) {}
