package io.restante.gateway.live;

import io.restante.contract.LiveRecord;

/** Hears what the topology tells this gateway, in the log's order, on the consumer's thread: it must return at once. */
@FunctionalInterface
interface LiveListener {
    void heard(String key, LiveRecord live);
}
