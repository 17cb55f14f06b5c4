package io.restante.settlement.tree;

/** What a compact proof stands for. */
public sealed interface Expansion<P> {
    record Expanded<P>(P proof) implements Expansion<P> {}

    /** It stands for no proof. */
    record Unreadable<P>(Verdict.Refused why) implements Expansion<P> {}

    static <P> Expansion<P> refused(Reason reason, String detail) {
        return new Unreadable<>(new Verdict.Refused(reason, detail));
    }
}
