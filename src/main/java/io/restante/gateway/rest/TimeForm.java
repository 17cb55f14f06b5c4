package io.restante.gateway.rest;

import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How a mailbox's status spells its times.
 *
 * <ul>
 *   <li>DIDComm message pickup 2.0: text, a space between date and time, whole seconds (Aries RFC 0685, Status: {@code 2019-05-01
 *       12:00:00Z}).
 *   <li>Message pickup 3.0 and 4.0: "expressed in UTC Epoch Seconds … as an integer" (didcomm.org/messagepickup/3.0 and
 *       didcomm.org/message-pickup/4.0, Status).
 * </ul>
 */
enum TimeForm {
    /** ISO-8601 with milliseconds, as everywhere else here. */
    OURS,
    SPACED_TEXT,
    EPOCH_SECONDS;

    private static final DateTimeFormatter SPACED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    /** The form of the protocol that is asked for in this parameter; ours when none is. */
    static TimeForm of(Asked asked, String parameter) throws MalformedException {
        Optional<String> protocol = asked.text(parameter);
        if (protocol.isEmpty()) {
            return OURS;
        }
        return switch (protocol.get()) {
            case "2.0" -> SPACED_TEXT;
            case "3.0", "4.0" -> EPOCH_SECONDS;
            default ->
                throw new MalformedException(
                        parameter, "expected \"2.0\", \"3.0\" or \"4.0\", got \"" + protocol.get() + "\"");
        };
    }

    /** Writes the field, if there is a time. */
    void write(JsonText json, String field, Optional<Instant> time) throws IOException {
        switch (this) {
            case OURS -> json.putIfPresent(field, time);
            case SPACED_TEXT -> json.putIfPresent(field, time.map(SPACED::format));
            case EPOCH_SECONDS -> json.putIfPresent(field, time.map(Instant::getEpochSecond));
        }
    }
}
