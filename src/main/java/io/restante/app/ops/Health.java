package io.restante.app.ops;

import io.restante.contract.JsonText;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the checks said at one moment. */
record Health(List<Result> results) {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    /** @param trouble empty when the part is well */
    record Result(String name, Optional<String> trouble) {}

    static Health of(List<HealthCheck> checks) {
        return new Health(checks.stream().map(Health::asked).toList());
    }

    private static Result asked(HealthCheck check) {
        try {
            return new Result(check.name(), check.trouble().get());
        } catch (RuntimeException e) {
            LOG.warn("The health check {} failed", check.name(), e);
            return new Result(check.name(), Optional.of("The check itself failed; the log says why."));
        }
    }

    boolean well() {
        return results.stream().allMatch(result -> result.trouble().isEmpty());
    }

    /** @param word what it is to be well: live or ready */
    byte[] json(String word) {
        return JsonText.object(json -> json.put(word, well())
                .putObjects("checks", results, (inner, result) -> inner.put("name", result.name())
                        .put(word, result.trouble().isEmpty())
                        .putIfPresent("detail", result.trouble())));
    }
}
