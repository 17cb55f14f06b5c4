/**
 * Reprocessing: the inputs are read again into stores of their own, which can be compared with the live ones and take their place.
 *
 * <ul>
 *   <li>A {@link io.restante.replay.Shadow} is the live topology itself on another stage: its sinks write to {@code shadow.<name>.*}, which nobody reads.
 *   <li>It reads up to ends that are known ({@link io.restante.replay.Ends}), and merges its inputs by the log's time alone ({@link io.restante.replay.LogOrder}): the same inputs
 *       give the same state, whenever and however often it is stopped.
 *   <li>It runs exactly once: what a kill leaves is what was committed.
 *   <li>{@link io.restante.replay.Promotion} lets the live application go on with a shadow's stores, from the very offsets it stopped at.
 * </ul>
 */
@NullMarked
package io.restante.replay;

import org.jspecify.annotations.NullMarked;
