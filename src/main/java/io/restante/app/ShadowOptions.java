package io.restante.app;

import io.restante.replay.ShadowName;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which shadow, on which brokers. */
final class ShadowOptions {
    @Parameters(index = "0", paramLabel = "NAME", description = "The shadow's name, such as ttl-1h.")
    private String name = "";

    @Mixin
    final ClusterOptions cluster = new ClusterOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** @throws ParameterException when it is no name */
    ShadowName name() {
        try {
            return new ShadowName(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
