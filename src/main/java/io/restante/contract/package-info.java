/**
 * Every topic, store and codec, declared once, as values. Topology, topic creation, tests and generated documents use the same ones.
 *
 * <p>Values on topics are JSON in snake case; absent is absent (no nulls, no empty arrays); unknown fields are passed over.
 */
@NullMarked
package io.restante.contract;

import org.jspecify.annotations.NullMarked;
