package io.restante.base;

/** The name of one of a mailbox's devices, chosen by whoever registers it: a text of at most 200 bytes. */
public record DeviceId(String value) {
    public static final int MAX_BYTES = 200;

    public DeviceId {
        Texts.requireKey("device", value, MAX_BYTES);
    }

    @Override
    public String toString() {
        return value;
    }
}
