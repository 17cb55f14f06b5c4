package io.restante.settlement;

/** What makes a partition go through what is to be done. */
public sealed interface SettlementTrigger permits Block, Barrier, SettlementStep {}
