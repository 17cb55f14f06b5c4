package io.restante.local.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tells what happens as it happens, and keeps what was checked for the table at the end. */
final class Report {
    private static final int LONGEST_SEEN = 100;

    private final List<Check> checks = new ArrayList<>();
    private final PrintWriter out;
    private final UnaryOperator<String> paint;

    private record Check(String name, String seen, boolean holds) {
        String verdict() {
            return holds ? "@|green ok    |@" : "@|bold,red FAILED|@";
        }
    }

    /** @param paint turns {@code @|colour text|@} into what the terminal understands, or into plain text */
    Report(PrintWriter out, UnaryOperator<String> paint) {
        this.out = out;
        this.paint = paint;
    }

    void chapter(String title) {
        line("");
        line(paint.apply("@|bold " + title + "|@"));
    }

    /** One step, in a line. */
    void tell(String who, String what) {
        line(String.format("  %-10s %s", who, shortened(what)));
    }

    void check(String name, Object seen, boolean holds) {
        Check check = new Check(name, String.valueOf(seen), holds);
        checks.add(check);
        line("  " + paint.apply(check.verdict()) + "     " + name + ": " + shortened(check.seen()));
    }

    boolean allHold() {
        return !checks.isEmpty() && checks.stream().allMatch(Check::holds);
    }

    /** Every check with what was seen. */
    void table() {
        int widest =
                checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
        chapter("What was checked");
        for (Check check : checks) {
            line("  " + paint.apply(check.verdict()) + "  "
                    + String.format("%-" + Math.max(1, widest) + "s", check.name()) + "  " + shortened(check.seen()));
        }
        long failed = checks.stream().filter(check -> !check.holds()).count();
        line("");
        line(
                failed == 0
                        ? "All " + checks.size() + " checks hold."
                        : failed + " of " + checks.size() + " checks FAILED.");
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    private static String shortened(String text) {
        String one = text.replace('\n', ' ');
        return one.length() <= LONGEST_SEEN ? one : one.substring(0, LONGEST_SEEN) + "…";
    }
}
