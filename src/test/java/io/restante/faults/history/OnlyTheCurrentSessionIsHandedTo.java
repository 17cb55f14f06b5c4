package io.restante.faults.history;

import io.restante.faults.history.Event.Ledger;
import io.restante.faults.history.Event.Received;
import io.restante.faults.history.Event.SessionAsked;
import io.restante.faults.history.Event.SessionGranted;
import io.restante.faults.history.Event.Writing;
import io.restante.faults.history.History.Of;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message goes to the current session alone. At the sockets: what was written after a newer session was confirmed does not reach the older one's socket. On
 * the log: once a message was handed out under an epoch, none is handed out under an older one, but for repeats.
 */
final class OnlyTheCurrentSessionIsHandedTo implements Checker {
    @Override
    public int item() {
        return 3;
    }

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>(atTheSockets(history));
        found.addAll(onTheLog(history));
        return found;
    }

    private record Grant(Line asked, Line granted, String client) {}

    private List<Violation> atTheSockets(History history) {
        Map<String, Line> asked = new HashMap<>();
        Map<String, List<Grant>> grants = new HashMap<>();
        Map<String, Line> writing = new HashMap<>();
        history.all(Writing.class)
                .forEach(each -> writing.putIfAbsent(
                        each.event().mailbox() + "/" + each.event().id(), each.line()));
        history.all(SessionAsked.class)
                .forEach(each ->
                        asked.put(each.event().mailbox() + "/" + each.event().client(), each.line()));
        history.all(SessionGranted.class).forEach(each -> {
            SessionGranted grant = each.event();
            Line question = asked.get(grant.mailbox() + "/" + grant.client());
            if (question != null) {
                grants.computeIfAbsent(grant.mailbox(), any -> new ArrayList<>())
                        .add(new Grant(question, each.line(), grant.client()));
            }
        });
        return history.all(Received.class)
                .map(each -> superseded(
                        each,
                        grants.getOrDefault(each.event().mailbox(), List.of()),
                        writing.get(each.event().mailbox() + "/" + each.event().id())))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Violation superseded(Of<Received> received, List<Grant> grants, @Nullable Line writing) {
        if (writing == null) {
            return null;
        }
        Optional<Grant> own = grants.stream()
                .filter(each -> each.client().equals(received.event().client()))
                .findFirst();
        return own.flatMap(older -> grants.stream()
                        .filter(newer ->
                                newer.asked().number() > older.granted().number()
                                        && newer.granted().number() < writing.number())
                        .findFirst()
                        .map(newer -> Violation.of(
                                this,
                                "message " + received.event().id() + " of "
                                        + received.event().mailbox() + " reached " + older.client()
                                        + ", and was written after the newer session of " + newer.client()
                                        + " had been confirmed",
                                older.asked(),
                                older.granted(),
                                newer.asked(),
                                newer.granted(),
                                writing,
                                received.line())))
                .orElse(null);
    }

    private record Once(String mailbox, long sequence, int attempt, long epoch) {}

    private List<Violation> onTheLog(History history) {
        Map<String, Of<Ledger>> newest = new HashMap<>();
        Set<Once> seen = new HashSet<>();
        List<Violation> found = new ArrayList<>();
        history.all(Ledger.class)
                .filter(each ->
                        each.event().step().equals("handed-out") && each.event().epoch() > 0)
                .forEach(each -> {
                    Ledger line = each.event();
                    Of<Ledger> newer = newest.get(line.mailbox());
                    boolean fresh = seen.add(new Once(line.mailbox(), line.sequence(), line.attempt(), line.epoch()));
                    if (newer == null || line.epoch() >= newer.event().epoch()) {
                        newest.put(line.mailbox(), each);
                    } else if (fresh) {
                        found.add(Violation.of(
                                this,
                                "message " + line.id() + " of " + line.mailbox() + " was handed out under epoch "
                                        + line.epoch() + ", after another one under epoch "
                                        + newer.event().epoch(),
                                newer.line(),
                                each.line()));
                    }
                });
        return found;
    }
}
