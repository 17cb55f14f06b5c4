package io.restante.contract;

import io.restante.base.GatewayId;

/** A record and the gateway it is for: the gateway chooses the topic and is not written. */
public record GatewayRecord(GatewayId gateway, LiveRecord live) {}
