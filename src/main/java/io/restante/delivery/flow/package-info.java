/** What happened, as records for those it concerns: gateways, pushers, the ledger, the history. */
@NullMarked
package io.restante.delivery.flow;

import org.jspecify.annotations.NullMarked;
