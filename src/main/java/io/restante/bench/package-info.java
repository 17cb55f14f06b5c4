/**
 * Measurements. A benchmark measures its comparator in the same run, the two by turns, and checks first that what it measured was
 * right: nothing lost, nothing twice. It builds what it measures as the application does, through {@link io.restante.bench.Installation}.
 *
 * <p>The room may know every other one but the application; only the application starts it.
 */
@NullMarked
package io.restante.bench;

import org.jspecify.annotations.NullMarked;
