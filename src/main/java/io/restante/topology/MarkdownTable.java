package io.restante.topology;

import java.util.List;
import java.util.stream.Collectors;

/** Rows of a table in Markdown. */
final class MarkdownTable {
    private MarkdownTable() {}

    /** One line; a bar within a cell stays in it. */
    static String row(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
