/** Reads the stores of the topology, and knows how far it has come. Writes nothing. */
@NullMarked
package io.restante.query;

import org.jspecify.annotations.NullMarked;
