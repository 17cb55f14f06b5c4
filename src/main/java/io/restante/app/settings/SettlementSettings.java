package io.restante.app.settings;

import static io.restante.app.settings.Requirement.require;

import io.restante.settlement.ByHeight;
import io.restante.settlement.ChainParameters;
import io.restante.settlement.Difficulty;
import io.restante.settlement.HeightRules;
import io.restante.settlement.Price;
import io.restante.settlement.ProofRequirement;
import io.restante.settlement.ServiceTerms;
import io.restante.settlement.WorkRules;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the chain demands, and how relays are served.
 *
 * @param heights blocks of a session and its windows
 * @param changes of parameters, by the height from which each is in force
 * @param services by name: the address of the backend, and the compute units of a relay
 * @param tokensPerUnit what a compute unit is worth, in fractions of the smallest unit of money
 * @param granularity how many fractions there are
 * @param proofThreshold the worth from which every claim must be proved
 * @param proofProbability with which the others must be
 * @param supplierKey the file of the key that answers are signed with
 * @param outbox relays served and not on the log yet, at most
 * @param budget relays of an application in a session, at most
 * @param relayLimit bytes of one request, at most
 * @param backendTimeout how long a backend may take
 * @param commitInterval how often a transaction ends
 * @param transactionTimeout after which a transaction of a process that is gone is given up
 * @param standbyReplicas warm copies of each store on other instances
 * @param work how much one step does
 */
public record SettlementSettings(
        HeightRules heights,
        Map<String, String> changes,
        Map<String, String> services,
        long tokensPerUnit,
        long granularity,
        long proofThreshold,
        String proofProbability,
        Optional<Path> supplierKey,
        int outbox,
        long budget,
        int relayLimit,
        Duration backendTimeout,
        Duration commitInterval,
        Duration transactionTimeout,
        int standbyReplicas,
        WorkRules work) {
    public static final SettlementSettings DEFAULTS = new SettlementSettings(
            HeightRules.DEFAULTS,
            Map.of(),
            Map.of(),
            1,
            1,
            0,
            "1",
            Optional.empty(),
            1_000,
            100_000,
            1 << 20,
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            0,
            WorkRules.DEFAULTS);

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public SettlementSettings {
        changes = Map.copyOf(new TreeMap<>(changes));
        services = Map.copyOf(new TreeMap<>(services));
        require(tokensPerUnit >= 0, "tokensPerUnit", tokensPerUnit, "0 or more");
        Requirement.positive("granularity", granularity);
        require(proofThreshold >= 0, "proofThreshold", proofThreshold, "0 or more");
        require(probable(proofProbability), "proofProbability", proofProbability, "a number from 0 to 1");
        Requirement.positive("outbox", outbox);
        Requirement.positive("budget", budget);
        Requirement.positive("relayLimit", relayLimit);
        Requirement.positive("backendTimeout", backendTimeout);
        Requirement.positive("commitInterval", commitInterval);
        require(
                transactionTimeout.compareTo(commitInterval) > 0,
                "transactionTimeout",
                transactionTimeout,
                "more than commitInterval, which is " + commitInterval);
        require(standbyReplicas >= 0, "standbyReplicas", standbyReplicas, "0 or more");
        services.forEach(ServiceText::of);
        ParametersText plain = any(services);
        changes.forEach((height, text) -> ParametersText.of(height, text, plain));
    }

    /** What changes must be legible beside. */
    private static ParametersText any(Map<String, String> services) {
        Map<String, ServiceTerms> terms = new HashMap<>();
        services.keySet().forEach(name -> terms.put(name, new ServiceTerms(1, Difficulty.EASIEST)));
        return new ParametersText(
                HeightRules.DEFAULTS,
                terms,
                new Price(BigInteger.ONE, BigInteger.ONE),
                new ProofRequirement(BigInteger.ONE, BigDecimal.ONE));
    }

    /** The same settings with other services. */
    public SettlementSettings withServices(Map<String, String> others) {
        return new SettlementSettings(
                heights,
                changes,
                others,
                tokensPerUnit,
                granularity,
                proofThreshold,
                proofProbability,
                supplierKey,
                outbox,
                budget,
                relayLimit,
                backendTimeout,
                commitInterval,
                transactionTimeout,
                standbyReplicas,
                work);
    }

    private static boolean probable(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The services, by name. */
    public Map<String, ServiceText> served() {
        Map<String, ServiceText> served = new HashMap<>();
        services.forEach((name, text) -> served.put(name, ServiceText.of(name, text)));
        return served;
    }

    /** The chain's rules by these parameters. */
    public ChainParameters chain() {
        TreeMap<Long, ParametersText> all = new TreeMap<>();
        all.put(
                0L,
                new ParametersText(
                        heights,
                        terms(),
                        new Price(BigInteger.valueOf(tokensPerUnit), BigInteger.valueOf(granularity)),
                        new ProofRequirement(BigInteger.valueOf(proofThreshold), new BigDecimal(proofProbability))));
        TreeMap<Long, String> inOrder = new TreeMap<>();
        changes.forEach((height, text) -> inOrder.put(Long.valueOf(height), text));
        inOrder.forEach((height, text) -> all.put(
                height,
                ParametersText.of(height.toString(), text, all.lastEntry().getValue())));
        return new ChainParameters(
                byHeight(all, ParametersText::heights),
                byHeight(all, ParametersText::services),
                byHeight(all, ParametersText::price),
                byHeight(all, ParametersText::proofs));
    }

    private Map<String, ServiceTerms> terms() {
        Map<String, ServiceTerms> terms = new HashMap<>();
        served().forEach((name, service) -> terms.put(name, new ServiceTerms(service.units(), service.difficulty())));
        return terms;
    }

    private static <T> ByHeight<T> byHeight(TreeMap<Long, ParametersText> all, Function<ParametersText, T> parameter) {
        TreeMap<Long, T> values = new TreeMap<>();
        all.forEach((height, parameters) -> values.put(height, parameter.apply(parameters)));
        return new ByHeight<>(values);
    }
}
