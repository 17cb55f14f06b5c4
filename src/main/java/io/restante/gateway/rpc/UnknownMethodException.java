package io.restante.gateway.rpc;

/** This wire has no such method. */
final class UnknownMethodException extends RuntimeException {}
