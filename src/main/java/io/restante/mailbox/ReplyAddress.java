package io.restante.mailbox;

import io.restante.base.GatewayId;

/** Where the reply to a command goes: a gateway's topic, under the correlation that gateway chose. */
public record ReplyAddress(GatewayId gateway, String correlation) {}
