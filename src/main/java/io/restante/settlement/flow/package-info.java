/**
 * Relay sessions on Kafka Streams, exactly once: what one record changes is one step with what it sends. Keys of the stores: {@link
 * io.restante.contract.SettlementLayout}.
 *
 * <p>A relay is stored as a leaf under its path, so neither order nor repeats matter. A block moves the partition's height; what is due at it or below is looked at in
 * bounded steps, and the next step is a record of {@code settlement.steps}.
 */
@NullMarked
package io.restante.settlement.flow;

import org.jspecify.annotations.NullMarked;
