package io.restante.app.settings;

import io.restante.settlement.HeightRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Height rules that change at a height, as a setting spells them: {@code blocks=20 grace=10 claimOpen=11}; what is not named stays as it was. */
final class HeightsText {
    private HeightsText() {}

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    static HeightRules of(String height, String text, HeightRules before) {
        try {
            Map<String, Long> given = new HashMap<>();
            for (String part : List.of(text.strip().split("[\\s,]+", -1))) {
                int equals = part.indexOf('=');
                given.put(part.substring(0, Math.max(equals, 0)), Long.valueOf(part.substring(equals + 1)));
            }
            long from = Long.parseLong(height);
            HeightRules rules = new HeightRules(
                    take(given, "blocks", before.blocks()),
                    take(given, "grace", before.grace()),
                    take(given, "claimOpen", before.claimOpen()),
                    take(given, "claimClose", before.claimClose()),
                    take(given, "proofOpen", before.proofOpen()),
                    take(given, "proofClose", before.proofClose()),
                    take(given, "anchor", from),
                    take(
                            given,
                            "numberAtAnchor",
                            before.session(Math.max(from, 1)).number()));
            if (from < 1 || !given.isEmpty()) {
                throw new IllegalArgumentException("there is no " + given.keySet());
            }
            return rules;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "changes." + height + ": expected a height and parts like blocks=20 claimOpen=11, got \"" + text
                            + "\" (" + e.getMessage() + ")",
                    e);
        }
    }

    private static long take(Map<String, Long> given, String name, long otherwise) {
        Long value = given.remove(name);
        return value == null ? otherwise : value;
    }
}
