/** Questions that go from one instance to another, over a line in memory. */
@NullMarked
package io.restante.query.routed;

import org.jspecify.annotations.NullMarked;
