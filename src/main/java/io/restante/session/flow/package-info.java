/** Live sessions in the stream: grants under epochs, and the watch over gateways. */
@NullMarked
package io.restante.session.flow;

import org.jspecify.annotations.NullMarked;
