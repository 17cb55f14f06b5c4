/**
 * What is counted. The topology and the gateways tell what happens in words of their own ({@link io.restante.contract.Witness}, {@link
 * io.restante.gateway.rpc.RpcCalls}); here it becomes numbers under the names of {@link io.restante.app.metrics.Meters}. Counters are held as fields, so that counting is an
 * addition and no look-up; no meter has a tag of a mailbox, a message or a caller.
 */
@NullMarked
package io.restante.app.metrics;

import org.jspecify.annotations.NullMarked;
