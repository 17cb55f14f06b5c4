/** The clock of a partition: ticks as records. */
@NullMarked
package io.restante.clock.flow;

import org.jspecify.annotations.NullMarked;
