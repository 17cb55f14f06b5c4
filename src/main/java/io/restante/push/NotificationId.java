package io.restante.push;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a knock, the same on every replay: the message it is about lies on this partition at this sequence, and it is this knock of its mailbox.
 */
public record NotificationId(int partition, long sequence, long serial) {
    private static final Pattern FORM = Pattern.compile("push-(\\d{1,9})-(\\d{1,18})-(\\d{1,18})");

    public String text() {
        return "push-" + partition + "-" + sequence + "-" + serial;
    }

    /** Empty when the text names no knock of ours. */
    public static Optional<NotificationId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new NotificationId(
                        Integer.parseInt(parts.group(1)),
                        Long.parseLong(parts.group(2)),
                        Long.parseLong(parts.group(3))))
                : Optional.empty();
    }
}
