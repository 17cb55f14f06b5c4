/** The door: records that cannot be read go to the dead letters, the rest goes on. */
@NullMarked
package io.restante.intake.flow;

import org.jspecify.annotations.NullMarked;
