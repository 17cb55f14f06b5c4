package io.restante.app.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who wrote a name that does not exist. */
final class NearestPath {
    /** One slip in this many characters still lets a name be recognised. */
    private static final int CHARACTERS_PER_SLIP = 3;

    private NearestPath() {}

    /** The name that takes the fewest slips to become the one written; empty when none is close. */
    static Optional<String> to(String written, Collection<String> names) {
        String wanted = written.toLowerCase(Locale.ROOT);
        return names.stream()
                .min(Comparator.comparingInt(name -> slips(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(name -> slips(wanted, name.toLowerCase(Locale.ROOT))
                        <= Math.max(2, name.length() / CHARACTERS_PER_SLIP));
    }

    /** Characters to add, drop or exchange (Levenshtein's distance). */
    private static int slips(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int exchanged = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
