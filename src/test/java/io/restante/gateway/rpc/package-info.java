/** Transcripts of the mailbox protocol against a real server, over real sockets, with mailboxes and sessions kept in memory. */
@NullMarked
package io.restante.gateway.rpc;

import org.jspecify.annotations.NullMarked;
