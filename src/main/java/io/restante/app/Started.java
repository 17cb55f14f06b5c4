package io.restante.app;

import io.restante.push.sender.PushSender;
import io.restante.query.routed.Holders;
import java.util.Optional;

/** Which roles of a process run by now. */
record Started(
        Optional<DeliveryApplication> delivery,
        Optional<SettlementApplication> settlement,
        Optional<Holders> holders,
        Optional<GatewayServer> gateway,
        Optional<PushSender> push) {
    static final Started NOTHING =
            new Started(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Started with(DeliveryApplication running) {
        return new Started(Optional.of(running), settlement, holders, gateway, push);
    }

    Started with(SettlementApplication running) {
        return new Started(delivery, Optional.of(running), holders, gateway, push);
    }

    /** @param known who holds what its readers ask for */
    Started with(GatewayServer running, Holders known) {
        return new Started(delivery, settlement, Optional.of(known), Optional.of(running), push);
    }

    Started with(PushSender running) {
        return new Started(delivery, settlement, holders, gateway, Optional.of(running));
    }
}
