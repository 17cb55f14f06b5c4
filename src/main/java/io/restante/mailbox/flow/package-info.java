/** Mailboxes in the stream: each record loads the mailbox, is decided, applied, saved, and forwarded as events. */
@NullMarked
package io.restante.mailbox.flow;

import org.jspecify.annotations.NullMarked;
