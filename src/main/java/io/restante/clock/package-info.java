/** Time as records: each partition's clock writes ticks to its own partition, and everything hears time from there. */
@NullMarked
package io.restante.clock;

import org.jspecify.annotations.NullMarked;
