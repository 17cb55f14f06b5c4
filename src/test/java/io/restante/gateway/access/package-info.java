/** Tokens made on the spot, good ones and forged ones. */
@NullMarked
package io.restante.gateway.access;

import org.jspecify.annotations.NullMarked;
