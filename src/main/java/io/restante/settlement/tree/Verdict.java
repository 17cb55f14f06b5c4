package io.restante.settlement.tree;

/** What a {@link Verifier} says of a proof. */
public sealed interface Verdict {
    /** It proves what it says. */
    record Accepted() implements Verdict {}

    /**
     * It does not.
     *
     * @param detail what was expected and what came
     */
    record Refused(Reason reason, String detail) implements Verdict {
        @Override
        public String toString() {
            return reason.word() + ": " + detail;
        }
    }

    Verdict ACCEPTED = new Accepted();

    static Verdict refused(Reason reason, String detail) {
        return new Refused(reason, detail);
    }
}
