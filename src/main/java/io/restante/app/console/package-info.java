/**
 * The console page of the operations port and what it asks for. Reading is open to whoever reaches that port, which is operators; what changes something asks for the same
 * token as the gateway. Payloads are not shown.
 */
@NullMarked
package io.restante.app.console;

import org.jspecify.annotations.NullMarked;
