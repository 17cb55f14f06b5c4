/** The presence wire over real sockets, its sessions in memory. */
@NullMarked
package io.restante.gateway.presence;

import org.jspecify.annotations.NullMarked;
