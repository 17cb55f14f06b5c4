/** What every WebSocket of the gateway needs, whatever is spoken on it: pings that find out who is gone, and a bounded way out. Knows no protocol. */
@NullMarked
package io.restante.gateway.socket;

import org.jspecify.annotations.NullMarked;
