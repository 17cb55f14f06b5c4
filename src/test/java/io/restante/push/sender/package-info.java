/** Senders against real servers on free ports. */
@NullMarked
package io.restante.push.sender;

import org.jspecify.annotations.NullMarked;
