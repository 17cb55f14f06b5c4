package io.restante.contract;

import io.restante.base.Payload;
import io.restante.settlement.ServedRelay;
import io.restante.settlement.SessionHeader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads relays that are written exactly as we write them, which those of our relayers are: fields in order, no spaces, nothing escaped. Whatever is written in any other way is
 * left to {@link ServedRelayCodec}, which says the same of what is read here, at a higher price.
 */
final class CanonicalRelay {
    private static final int SIGNATURE = 128;
    private static final int HASH = 64;
    private static final int STATUS = 3;
    private static final int DIGITS = 18;

    private static final byte[] SUPPLIER = ascii("{\"supplier\":\"");
    private static final byte[] APPLICATION = ascii("\",\"session\":{\"application\":\"");
    private static final byte[] SERVICE = ascii("\",\"service\":\"");
    private static final byte[] SESSION_ID = ascii("\",\"session_id\":\"");
    private static final byte[] START = ascii("\",\"start_height\":");
    private static final byte[] END = ascii(",\"end_height\":");
    private static final byte[] UNITS = ascii("},\"units\":");
    private static final byte[] REQUEST = ascii(",\"request\":{\"payload\":");
    private static final byte[] ASKED = ascii(",\"signature\":\"");
    private static final byte[] RESPONSE = ascii("\"},\"response\":{\"status\":");
    private static final byte[] PAYLOAD_HASH = ascii(",\"payload_hash\":\"");
    private static final byte[] ANSWERED = ascii("\",\"signature\":\"");
    private static final byte[] OVER = ascii("\"}}");

    /** All that stands behind the request's content. */
    private static final int TAIL = ASKED.length
            + SIGNATURE
            + RESPONSE.length
            + STATUS
            + PAYLOAD_HASH.length
            + HASH
            + ANSWERED.length
            + SIGNATURE
            + OVER.length;

    private final byte[] bytes;
    private int at;
    private boolean fits = true;

    private CanonicalRelay(byte[] bytes) {
        this.bytes = bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The relay; empty when it is written in another way, or is none. */
    static Optional<ServedRelay> read(byte[] bytes) {
        return new CanonicalRelay(bytes).relay();
    }

    /** Whether these bytes say this relay exactly as we write it. What holds anything that is escaped is never said to be. */
    static boolean says(byte[] bytes, ServedRelay relay) {
        return new CanonicalRelay(bytes).says(relay);
    }

    private boolean says(ServedRelay relay) {
        SessionHeader session = relay.session();
        same(SUPPLIER, relay.supplier());
        same(APPLICATION, session.application());
        same(SERVICE, session.service());
        same(SESSION_ID, session.sessionId());
        fits &= number(START) == session.startHeight();
        fits &= number(END) == session.endHeight();
        fits &= number(UNITS) == relay.units();
        expect(REQUEST);
        expect(relay.request().json());
        same(ASKED, relay.applicationSignature());
        fits &= number(RESPONSE) == relay.status();
        same(PAYLOAD_HASH, relay.payloadHash());
        same(ANSWERED, relay.supplierSignature());
        expect(OVER);
        return fits && at == bytes.length;
    }

    private void same(byte[] before, String text) {
        expect(before);
        int end = at + text.length();
        fits &= end < bytes.length && bytes[end] == '"';
        for (int from = at; fits && at < end; at++) {
            fits = plain(bytes[at]) && bytes[at] == text.charAt(at - from);
        }
    }

    private Optional<ServedRelay> relay() {
        String supplier = text(SUPPLIER);
        String application = text(APPLICATION);
        String service = text(SERVICE);
        String session = text(SESSION_ID);
        long start = number(START);
        long end = number(END);
        long units = number(UNITS);
        expect(REQUEST);
        int from = at;
        at = bytes.length - TAIL;
        if (!fits || at <= from) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(bytes, from, at);
        String asked = text(ASKED);
        long status = number(RESPONSE);
        String hash = text(PAYLOAD_HASH);
        String answered = text(ANSWERED);
        expect(OVER);
        if (!fits || at != bytes.length || !oneValue(content)) {
            return Optional.empty();
        }
        try {
            SessionHeader header = new SessionHeader(application, service, session, start, end);
            return Optional.of(new ServedRelay(
                    supplier, header, units, new Payload(content), asked, (int) status, hash, answered));
        } catch (IllegalArgumentException e) {
            // The codec says which field is not as it must be.
            return Optional.empty();
        }
    }

    private static boolean oneValue(byte[] content) {
        try {
            return VerbatimJson.payload(content).size() == content.length;
        } catch (MalformedException e) {
            return false;
        }
    }

    private void expect(byte[] literal) {
        int end = at + literal.length;
        if (fits && end <= bytes.length && Arrays.equals(bytes, at, end, literal, 0, literal.length)) {
            at = end;
        } else {
            fits = false;
        }
    }

    /** What stands between this and the next quotation mark: printable ASCII, nothing of it escaped. */
    private String text(byte[] before) {
        expect(before);
        int from = at;
        while (fits && at < bytes.length && bytes[at] != '"') {
            fits = plain(bytes[at]);
            at++;
        }
        fits &= at < bytes.length;
        return fits ? new String(bytes, from, at - from, StandardCharsets.ISO_8859_1) : "";
    }

    private static boolean plain(byte each) {
        return each > ' ' && each < 0x7F && each != '\\' && each != '"';
    }

    /** A whole number as it is written without need: no sign, no zero in front. */
    private long number(byte[] before) {
        expect(before);
        int from = at;
        long number = 0;
        while (fits && at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + bytes[at] - '0';
            at++;
            fits = at - from <= DIGITS;
        }
        fits &= at > from && bytes[from] != '0';
        return number;
    }
}
