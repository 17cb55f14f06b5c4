package io.restante.replay.diff;

import io.restante.contract.JsonText;
import io.restante.replay.diff.Difference.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What a comparison found. All differences are counted; the first of each kind are shown.
 */
public final class DiffReport {
    /** Differences of one kind that are shown. */
    private static final int SHOWN = 100;

    private final String live;
    private final String shadow;
    private final RuleChange rules;
    private final Map<TopicPartition, Long> position;
    private final Map<Kind, List<Difference>> shown = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> unexplained = new EnumMap<>(Kind.class);
    private final Map<String, long[]> outputs = new TreeMap<>();
    private long mailboxes;
    private long sessions;
    private long movedOn;

    DiffReport(String live, String shadow, RuleChange rules, Map<TopicPartition, Long> position) {
        this.live = live;
        this.shadow = shadow;
        this.rules = rules;
        this.position = position;
    }

    void compared() {
        mailboxes++;
    }

    void comparedSession() {
        sessions++;
    }

    void movedOn() {
        movedOn++;
    }

    void output(String what, boolean onLive, boolean onShadow) {
        long[] both = outputs.computeIfAbsent(what, each -> new long[2]);
        both[0] += onLive ? 1 : 0;
        both[1] += onShadow ? 1 : 0;
    }

    void add(Difference difference) {
        counts.merge(difference.kind(), 1L, Long::sum);
        if (difference.explained().isEmpty()) {
            unexplained.merge(difference.kind(), 1L, Long::sum);
        }
        List<Difference> kind = shown.computeIfAbsent(difference.kind(), each -> new ArrayList<>());
        if (kind.size() < SHOWN) {
            kind.add(difference);
        }
    }

    /** Whether what is there, or what became of it, differs. */
    public boolean different() {
        return counts.keySet().stream().anyMatch(Kind::counts);
    }

    /** Differences of a kind. */
    public long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Differences that no change of a rule makes. */
    public long unexplained() {
        return unexplained.entrySet().stream()
                .filter(kind -> kind.getKey().counts())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public long mailboxes() {
        return mailboxes;
    }

    /** Mailboxes and sessions that were touched after the position. */
    public long moved() {
        return movedOn;
    }

    private String verdict() {
        if (!different()) {
            return "The same" + (counts.isEmpty() ? "." : ", but for the way there (hand-outs).");
        }
        return "Different."
                + (rules.lines().isEmpty()
                        ? ""
                        : unexplained() == 0
                                ? " Every difference can come from the change of rules."
                                : " " + unexplained() + " differences cannot come from the change of rules.");
    }

    public String markdown() {
        StringBuilder text = new StringBuilder("# " + live + " and " + shadow + "\n\n" + verdict() + "\n\n");
        text.append("Compared: ")
                .append(mailboxes)
                .append(" mailboxes, ")
                .append(sessions)
                .append(" sessions. Touched after the position, and not compared: ")
                .append(movedOn)
                .append(".\n");
        if (!rules.lines().isEmpty()) {
            text.append("\n## Rules\n\n");
            rules.lines().forEach(line -> text.append("- ").append(line).append('\n'));
            rules.unseen()
                    .forEach(line -> text.append("- Not shown: ").append(line).append(".\n"));
        }
        text.append("\n## Differences\n\n| what | number | explained by rules |\n|---|---|---|\n");
        for (Kind kind : Kind.values()) {
            text.append("| ")
                    .append(kind.title())
                    .append(" | ")
                    .append(count(kind))
                    .append(" | ")
                    .append(count(kind) - unexplained.getOrDefault(kind, 0L))
                    .append(" |\n");
        }
        shown.forEach((kind, differences) -> {
            text.append("\n### ")
                    .append(kind.title())
                    .append(" (")
                    .append(count(kind))
                    .append(")\n\n");
            text.append("| mailbox | what | ")
                    .append(live)
                    .append(" | ")
                    .append(shadow)
                    .append(" | explained by |\n|---|---|---|---|---|\n");
            differences.forEach(each -> text.append("| ")
                    .append(cell(each.key()))
                    .append(" | ")
                    .append(cell(each.subject()))
                    .append(" | ")
                    .append(cell(each.live().orElse("—")))
                    .append(" | ")
                    .append(cell(each.shadow().orElse("—")))
                    .append(" | ")
                    .append(cell(each.explained().orElse("")))
                    .append(" |\n"));
            if (count(kind) > differences.size()) {
                text.append("\nThe first ").append(differences.size()).append(" are shown.\n");
            }
        });
        text.append("\n## Outputs\n\n| written | ")
                .append(live)
                .append(" | ")
                .append(shadow)
                .append(" |\n|---|---|---|\n");
        outputs.forEach((what, both) -> text.append("| ")
                .append(what)
                .append(" | ")
                .append(both[0])
                .append(" | ")
                .append(both[1])
                .append(" |\n"));
        text.append("\n## Position\n\nBoth as after these offsets of their inputs (the next one each):\n\n");
        sorted().forEach((place, offset) ->
                text.append("- ").append(place).append(": ").append(offset).append('\n'));
        return text.toString();
    }

    private Map<String, Long> sorted() {
        Map<String, Long> sorted = new TreeMap<>();
        position.forEach((place, offset) -> sorted.put(place.toString(), offset));
        return sorted;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\u001f', '/');
    }

    public String json() {
        List<Difference> all = shown.values().stream().flatMap(List::stream).toList();
        return new String(
                JsonText.object(json -> json.put("live", live)
                        .put("shadow", shadow)
                        .put("different", different())
                        .put("mailboxes", mailboxes)
                        .put("sessions", sessions)
                        .put("moved_on", movedOn)
                        .put("unexplained", unexplained())
                        .putTexts("rules", rules.lines())
                        .putTexts("not_shown", rules.unseen())
                        .putObjects("counts", List.of(Kind.values()), (each, kind) -> each.put("kind", word(kind))
                                .put("number", count(kind))
                                .put("unexplained", unexplained.getOrDefault(kind, 0L)))
                        .putObjects("differences", all, (each, difference) -> each.put("kind", word(difference.kind()))
                                .put("key", difference.key())
                                .put("what", difference.subject())
                                .putIfPresent("live", difference.live())
                                .putIfPresent("shadow", difference.shadow())
                                .putIfPresent("explained_by", difference.explained()))
                        .putObjects("outputs", List.copyOf(outputs.entrySet()), (each, output) -> each.put(
                                        "written", output.getKey())
                                .put("live", output.getValue()[0])
                                .put("shadow", output.getValue()[1]))
                        .putObjects("position", List.copyOf(sorted().entrySet()), (each, place) -> each.put(
                                        "place", place.getKey())
                                .put("offset", place.getValue()))),
                StandardCharsets.UTF_8);
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
