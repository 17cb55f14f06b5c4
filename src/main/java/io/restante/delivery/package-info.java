/** Where a message goes now: to a live session, to a push target, or nowhere yet. */
@NullMarked
package io.restante.delivery;

import org.jspecify.annotations.NullMarked;
