/** Sessions, questions and heartbeats of a gateway over a log in memory, with the topology's records handed in directly. */
@NullMarked
package io.restante.gateway.live;

import org.jspecify.annotations.NullMarked;
