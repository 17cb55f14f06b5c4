/** Stand-ins for what relays need outside: a chain that makes blocks and includes transactions, a backend, and applications that ask. None is in the production image. */
@NullMarked
package io.restante.local.chain;

import org.jspecify.annotations.NullMarked;
