package io.restante.settlement;

/**
 * On what terms the chain has a service served.
 *
 * @param units compute units of one relay
 * @param difficulty which relays become leaves
 */
public record ServiceTerms(long units, Difficulty difficulty) {
    /** @throws IllegalArgumentException naming the part, what it was and what was expected */
    public ServiceTerms {
        Parts.requireAtLeast("units", units, 1);
    }
}
