/** The whole system, as its users have it: a broker, the topology, gateways, the command line; stopped, killed and started again. */
@NullMarked
package io.restante.it;

import org.jspecify.annotations.NullMarked;
