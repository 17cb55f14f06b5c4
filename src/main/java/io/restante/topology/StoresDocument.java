package io.restante.topology;

import io.restante.contract.Store;
import java.util.List;

/** The stores and how their keys are laid out, for people, made of the stores' own values. */
public final class StoresDocument {
    private StoresDocument() {}

    /** The content of {@code topology-docs/stores.md}; the stores stand in the order they are given. */
    public static String markdown(List<Store> stores) {
        var text = new StringBuilder("""
                # Stores

                Generated from the stores' declarations; a test says when it is stale.
                """);
        stores.forEach(store -> write(text, store));
        return text.toString();
    }

    private static void write(StringBuilder text, Store store) {
        text.append("\n## `").append(store.name()).append("`\n\n");
        text.append(store.purpose()).append(" Room: ").append(store.room()).append(".\n\n");
        text.append("| key | value |\n|---|---|\n");
        for (String line : store.layout()) {
            List<String> sides = List.of(line.split(" → ", 2));
            text.append(
                    MarkdownTable.row(List.of("`" + sides.getFirst() + "`", sides.size() == 2 ? sides.getLast() : "")));
        }
    }
}
