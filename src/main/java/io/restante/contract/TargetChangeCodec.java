package io.restante.contract;

import io.restante.push.TargetChange;
import io.restante.push.TargetChange.Register;
import io.restante.push.TargetChange.Remove;
import org.jspecify.annotations.Nullable;

/** The value of a record of {@code push.targets}; a record without one removes the target. */
final class TargetChangeCodec implements Codec<TargetChange> {
    private static final String REMOVED = "removed";

    @Override
    public byte[] encode(TargetChange change) {
        return JsonText.object(json -> {
            switch (change) {
                case Register register -> {
                    Words.target(json, register.target());
                    json.putIfPresent("registered_at", register.registeredAt());
                }
                case Remove remove -> json.put(REMOVED, true);
            }
        });
    }

    @Override
    public byte @Nullable [] recorded(TargetChange change) {
        return switch (change) {
            case Register register -> encode(register);
            case Remove remove -> null;
        };
    }

    @Override
    public TargetChange absent() {
        return new Remove();
    }

    @Override
    public TargetChange decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        return json.flag(REMOVED) ? new Remove() : new Register(Words.target(json), json.time("registered_at"));
    }
}
