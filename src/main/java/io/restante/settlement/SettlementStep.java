package io.restante.settlement;

/**
 * A reminder to a partition to go on with work that is too large for one step.
 *
 * @param number of the step; what is to be done stands in the store
 */
public record SettlementStep(long number) implements SettlementTrigger {}
