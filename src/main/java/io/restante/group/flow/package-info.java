/** Groups in the stream: presence from session events, and the fan-out of what happens to a group, in bounded steps. */
@NullMarked
package io.restante.group.flow;

import org.jspecify.annotations.NullMarked;
