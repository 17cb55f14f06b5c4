package io.restante.gateway.rest;

import io.restante.contract.Position;
import io.restante.query.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Dead letters in memory, on one partition. */
final class DeadLettersInMemory implements DeadLetters {
    private final List<Letter> letters = new ArrayList<>();

    synchronized void add(String room, String source, String key, String value) {
        letters.add(new Letter(
                new Position("dead-letters", 0, letters.size()),
                room,
                "It was handed out 3 times and never acknowledged.",
                source,
                "",
                3,
                MailboxesInMemory.RECEIVED,
                Optional.of(new Content(key, false)),
                Optional.of(new Content(value, false))));
    }

    @Override
    public synchronized Page newest(Map<Integer, Long> before, Predicate<Letter> wanted, int limit) {
        long end = before.getOrDefault(0, Long.MAX_VALUE);
        List<Letter> page = letters.reversed().stream()
                .filter(letter -> letter.place().offset() < end)
                .filter(wanted)
                .limit(limit)
                .toList();
        boolean more = page.size() == limit && page.getLast().place().offset() > 0;
        return new Page(page, more ? Map.of(0, page.getLast().place().offset()) : Map.of());
    }

    @Override
    public synchronized Optional<Letter> at(Position place) {
        return letters.stream().filter(letter -> letter.place().equals(place)).findFirst();
    }
}
