/** Replays, tried. */
@NullMarked
package io.restante.replay;

import org.jspecify.annotations.NullMarked;
