/** The relayer's routes, without a socket. */
@NullMarked
package io.restante.gateway.relay;

import org.jspecify.annotations.NullMarked;
