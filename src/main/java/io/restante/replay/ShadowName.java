package io.restante.replay;

import java.util.regex.Pattern;

/** The name of a shadow: its topics, its group and its folder are called after it. */
public record ShadowName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    /** @throws IllegalArgumentException saying what a name looks like */
    public ShadowName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "The name of a shadow is 1 to 40 of a-z, 0-9 and -, such as ttl-1h; got \"" + value + "\"");
        }
    }

    /** What the names of its topics begin with. */
    public String prefix() {
        return "shadow." + value + ".";
    }

    /** Its application id, and so the name of its group and the beginning of its changelogs' names. */
    public String applicationId(String live) {
        return live + "-shadow-" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
