package io.restante.settlement;

/**
 * What is known of a relay session from its first relay on.
 *
 * @param units compute units of one relay
 * @param relays recorded so far
 * @param leaves how many of them are in the tree
 * @param late relays that came after the freeze
 */
public record Life(String supplier, SessionHeader session, long units, long relays, long leaves, long late) {
    Life(ServedRelay first) {
        this(first.supplier(), first.session(), first.units(), 0, 0, 0);
    }

    public SupplierSession key() {
        return session.of(supplier);
    }

    Life withRelay(boolean leaf) {
        return new Life(supplier, session, units, relays + 1, leaves + (leaf ? 1 : 0), late);
    }

    Life withLate() {
        return new Life(supplier, session, units, relays, leaves, late + 1);
    }
}
