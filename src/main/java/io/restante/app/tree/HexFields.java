package io.restante.app.tree;

import io.restante.settlement.tree.Bytes;

/** Values of JSON fields as trees write them: bytes in hex, and unsigned 64-bit numbers as decimal text or as numbers. */
final class HexFields {
    private HexFields() {}

    /** @throws TreeInputException naming the field, what it was and what was expected */
    static Bytes bytes(String field, String hex) {
        try {
            return Bytes.hex(hex);
        } catch (IllegalArgumentException e) {
            throw new TreeInputException(
                    field + ": expected bytes in hex, two digits each, got \"" + shortened(hex) + "\"", e);
        }
    }

    /** @throws TreeInputException naming the field, what it was and what was expected */
    static long unsigned(String field, String number) {
        try {
            if (!number.isEmpty() && number.chars().allMatch(letter -> letter >= '0' && letter <= '9')) {
                return Long.parseUnsignedLong(number);
            }
        } catch (NumberFormatException e) {
            throw notUnsigned(field, number);
        }
        throw notUnsigned(field, number);
    }

    private static TreeInputException notUnsigned(String field, String number) {
        return new TreeInputException(field + ": expected a whole number from 0 to " + Long.toUnsignedString(-1)
                + ", got " + shortened(number));
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
