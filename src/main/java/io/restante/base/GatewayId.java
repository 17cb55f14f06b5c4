package io.restante.base;

import java.util.regex.Pattern;

/** Names a gateway. It is part of a topic's name, so it holds letters, digits, dots, underscores and hyphens only. */
public record GatewayId(String value) {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /** @throws IllegalArgumentException saying what a gateway's name may hold */
    public GatewayId {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "gateway: expected 1 to 200 letters, digits, '.', '_' or '-', got \"" + value + "\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
