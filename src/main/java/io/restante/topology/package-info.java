/** The map: which source feeds which processor, which processor feeds which sink. */
@NullMarked
package io.restante.topology;

import org.jspecify.annotations.NullMarked;
