/**
 * How stores write: behind the processing, in bulk, and in an order that a crash in the middle can be mended from. Knows nothing of what is
 * stored; imports Kafka Streams alone.
 */
@NullMarked
package io.restante.store;

import org.jspecify.annotations.NullMarked;
