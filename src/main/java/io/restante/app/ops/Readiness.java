package io.restante.app.ops;

import io.restante.contract.JsonText;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the checks said at one moment. */
record Readiness(List<Result> results) {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    /** @param trouble empty when the part is ready */
    record Result(String name, Optional<String> trouble) {}

    static Readiness of(List<ReadinessCheck> checks) {
        return new Readiness(checks.stream().map(Readiness::asked).toList());
    }

    private static Result asked(ReadinessCheck check) {
        try {
            return new Result(check.name(), check.trouble().get());
        } catch (RuntimeException e) {
            LOG.warn("The readiness check {} failed", check.name(), e);
            return new Result(check.name(), Optional.of("The check itself failed; the log says why."));
        }
    }

    boolean ready() {
        return results.stream().allMatch(result -> result.trouble().isEmpty());
    }

    byte[] json() {
        return JsonText.object(json -> json.put("ready", ready())
                .putObjects("checks", results, (inner, result) -> inner.put("name", result.name())
                        .put("ready", result.trouble().isEmpty())
                        .putIfPresent("detail", result.trouble())));
    }
}
