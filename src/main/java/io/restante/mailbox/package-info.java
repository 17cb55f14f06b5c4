/** Messages of one mailbox: what it holds, what may be added, taken, acknowledged. */
@NullMarked
package io.restante.mailbox;

import org.jspecify.annotations.NullMarked;
