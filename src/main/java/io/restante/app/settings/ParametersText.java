package io.restante.app.settings;

import io.restante.settlement.Difficulty;
import io.restante.settlement.HeightRules;
import io.restante.settlement.Price;
import io.restante.settlement.ProofRequirement;
import io.restante.settlement.ServiceTerms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The chain's parameters from a height on, as a setting spells what changes there: {@code blocks=20 claimOpen=11 tokensPerUnit=3 echo.units=12}. What is not named stays as it
 * was.
 */
record ParametersText(HeightRules heights, Map<String, ServiceTerms> services, Price price, ProofRequirement proofs) {
    private static final String ANCHOR = "anchor";
    private static final String NUMBER_AT_ANCHOR = "numberAtAnchor";
    private static final Set<String> OF_HEIGHTS =
            Set.of("blocks", "grace", "claimOpen", "claimClose", "proofOpen", "proofClose", ANCHOR, NUMBER_AT_ANCHOR);
    private static final String UNITS = ".units";
    private static final String TARGET = ".target";

    ParametersText {
        services = Map.copyOf(services);
    }

    /**
     * What is in force from the height on.
     *
     * @throws IllegalArgumentException naming the setting, its value and what was expected
     */
    static ParametersText of(String height, String text, ParametersText before) {
        try {
            Map<String, String> given = parts(text);
            long from = Long.parseLong(height);
            ParametersText parameters = new ParametersText(
                    heights(given, from, before.heights()),
                    services(given, before.services()),
                    new Price(
                            take(
                                    given,
                                    "tokensPerUnit",
                                    BigInteger::new,
                                    before.price().tokensPerUnit()),
                            take(
                                    given,
                                    "granularity",
                                    BigInteger::new,
                                    before.price().granularity())),
                    new ProofRequirement(
                            take(
                                    given,
                                    "proofThreshold",
                                    BigInteger::new,
                                    before.proofs().threshold()),
                            take(
                                    given,
                                    "proofProbability",
                                    BigDecimal::new,
                                    before.proofs().probability())));
            if (from < 1 || !given.isEmpty()) {
                throw new IllegalArgumentException("there is no " + given.keySet());
            }
            return parameters;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "changes." + height
                            + ": expected a height and parts like blocks=20 claimOpen=11 tokensPerUnit=3 NAME.units=12, got \""
                            + text + "\" (" + e.getMessage() + ")",
                    e);
        }
    }

    private static Map<String, String> parts(String text) {
        Map<String, String> given = new TreeMap<>();
        for (String part : List.of(text.strip().split("[\\s,]+", -1))) {
            int equals = part.indexOf('=');
            given.put(part.substring(0, Math.max(equals, 0)), part.substring(equals + 1));
        }
        return given;
    }

    /** Sessions are counted anew from the height, unless nothing about heights changes. */
    private static HeightRules heights(Map<String, String> given, long from, HeightRules before) {
        if (given.keySet().stream().noneMatch(OF_HEIGHTS::contains)) {
            return before;
        }
        return new HeightRules(
                take(given, "blocks", Long::valueOf, before.blocks()),
                take(given, "grace", Long::valueOf, before.grace()),
                take(given, "claimOpen", Long::valueOf, before.claimOpen()),
                take(given, "claimClose", Long::valueOf, before.claimClose()),
                take(given, "proofOpen", Long::valueOf, before.proofOpen()),
                take(given, "proofClose", Long::valueOf, before.proofClose()),
                take(given, ANCHOR, Long::valueOf, from),
                take(
                        given,
                        NUMBER_AT_ANCHOR,
                        Long::valueOf,
                        before.session(Math.max(from, 1)).number()));
    }

    private static Map<String, ServiceTerms> services(Map<String, String> given, Map<String, ServiceTerms> before) {
        Map<String, ServiceTerms> services = new HashMap<>();
        before.forEach((name, terms) -> services.put(
                name,
                new ServiceTerms(
                        take(given, name + UNITS, Long::valueOf, terms.units()),
                        take(given, name + TARGET, Difficulty::hex, terms.difficulty()))));
        return services;
    }

    private static <T> T take(Map<String, String> given, String name, Function<String, T> read, T otherwise) {
        String value = given.remove(name);
        return value == null ? otherwise : read.apply(value);
    }
}
