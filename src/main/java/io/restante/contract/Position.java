package io.restante.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record lies on the log. As text it is the token of every write's answer, which a reader may give back to read its own
 * write.
 */
public record Position(String topic, int partition, long offset) {
    private static final Pattern TOKEN = Pattern.compile("(.+)-(\\d{1,9})-(\\d{1,18})");

    /** @throws MalformedException when the text is no such token */
    public static Position parse(String token) throws MalformedException {
        Matcher matcher = TOKEN.matcher(token);
        if (!matcher.matches()) {
            throw new MalformedException(
                    "after", "expected a position as a write's answer gave it, got \"" + token + "\"");
        }
        return new Position(matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
    }

    public String token() {
        return topic + "-" + partition + "-" + offset;
    }

    @Override
    public String toString() {
        return token();
    }
}
