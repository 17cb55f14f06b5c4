package io.restante.settlement;

/** What stands on the log of relays. */
public sealed interface RelayRecord permits ServedRelay, Barrier {}
