package io.restante.app.ops;

import io.restante.contract.JsonText;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the checks said at one moment. */
record Health(List<Result> results) {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    /**
     * What one check said.
     *
     * @param trouble empty when the part is well
     * @param required whether the process is not well without it
     */
    record Result(String name, Optional<String> trouble, boolean required) {
        boolean well() {
            return !required || trouble.isEmpty();
        }
    }

    static Health of(List<HealthCheck> checks) {
        return new Health(checks.stream().map(Health::asked).toList());
    }

    private static Result asked(HealthCheck check) {
        try {
            return new Result(check.name(), check.trouble().get(), check.required());
        } catch (RuntimeException e) {
            LOG.warn("The health check {} failed", check.name(), e);
            return new Result(
                    check.name(), Optional.of("The check itself failed; the log says why."), check.required());
        }
    }

    boolean well() {
        return results.stream().allMatch(Result::well);
    }

    /** @param word what it is to be well: live or ready */
    byte[] json(String word) {
        return JsonText.object(json -> json.put(word, well())
                .putObjects("checks", results, (inner, result) -> inner.put("name", result.name())
                        .put(word, result.well())
                        .putIfPresent("detail", result.trouble())));
    }
}
