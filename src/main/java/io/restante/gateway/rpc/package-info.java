/**
 * The mailbox protocol as JSON-RPC 2.0 over one WebSocket, for the clients of message pickup repositories.
 *
 * <p>Invariants: a request with an id has exactly one answer, in time; {@code rpc.on} is never answered with an error; session calls
 * and adds of one socket take effect in the order they arrived; messages taken to be deleted are acknowledged only after their answer
 * was written; a payload leaves byte for byte as it came.
 */
@NullMarked
package io.restante.gateway.rpc;

import org.jspecify.annotations.NullMarked;
