/** Tests of the measurements themselves: what they compute, and that they notice when what they measured was wrong. */
@NullMarked
package io.restante.bench;

import org.jspecify.annotations.NullMarked;
