package io.restante.faults.history;

import io.restante.faults.history.Event.Fault;
import io.restante.faults.history.Event.Healed;
import io.restante.faults.history.Event.Received;
import io.restante.faults.history.Event.SessionAsked;
import io.restante.faults.history.Event.SessionGranted;
import io.restante.faults.history.Event.SessionLetGo;
import io.restante.faults.history.Event.Writing;
import io.restante.faults.history.History.Of;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * While a client on a gateway reads nothing, the other mailboxes whose sessions are held there get messages that are written meanwhile: of each, one at least of
 * those written in the first half of that time.
 */
public final class SlowClientSlowsNobodyElse implements Checker {
    /** The kind of fault in which a client never reads. */
    public static final String NEVER_READS = "client that never reads";

    private static final int ENOUGH = 3;

    @Override
    public int item() {
        return 6;
    }

    @Override
    public List<Violation> check(History history) {
        return history.all(Fault.class)
                .filter(each -> each.event().kind().equals(NEVER_READS))
                .flatMap(fault -> history.all(Healed.class)
                        .filter(healed ->
                                healed.event().number() == fault.event().number())
                        .flatMap(healed -> starved(history, fault, healed)))
                .toList();
    }

    private Stream<Violation> starved(History history, Of<Fault> fault, Of<Healed> healed) {
        Map<String, Line> holding = holding(history, fault, healed.number());
        Duration half = fault.line().at().plus(healed.line().at()).dividedBy(2);
        Map<String, List<Of<Writing>>> written = history.all(Writing.class)
                .filter(each -> each.number() > fault.number()
                        && each.line().at().compareTo(half) < 0
                        && holding.containsKey(each.event().mailbox()))
                .collect(Collectors.groupingBy(each -> each.event().mailbox()));
        Set<String> received = history.all(Received.class)
                .filter(each -> each.number() > fault.number() && each.number() < healed.number())
                .map(each -> each.event().mailbox() + "/" + each.event().id())
                .collect(Collectors.toSet());
        List<Violation> found = new ArrayList<>();
        written.forEach((mailbox, all) -> {
            if (all.size() >= ENOUGH
                    && all.stream()
                            .noneMatch(each -> received.contains(
                                    mailbox + "/" + each.event().id()))) {
                found.add(Violation.of(
                        this,
                        mailbox + " got none of " + all.size() + " messages while another client of "
                                + fault.event().target() + " read nothing",
                        Stream.concat(
                                shownOf(history, mailbox, holding, fault, healed),
                                all.stream().limit(ENOUGH).map(Of::line))));
            }
        });
        return found.stream();
    }

    private static Stream<Line> shownOf(
            History history, String mailbox, Map<String, Line> holding, Of<Fault> fault, Of<Healed> healed) {
        Line granted = Optional.ofNullable(holding.get(mailbox)).orElseThrow();
        String client = ((SessionGranted) granted.event()).client();
        return Stream.concat(
                history.all(SessionAsked.class)
                        .filter(each -> each.event().client().equals(client))
                        .map(Of::line),
                Stream.of(granted, fault.line(), healed.line()));
    }

    /** The grants of sessions that were held at the gateway before the fault began, and were still when it was over. */
    private static Map<String, Line> holding(History history, Of<Fault> fault, long until) {
        Map<String, String> gateways = new HashMap<>();
        Map<String, Line> holding = new LinkedHashMap<>();
        for (Line line : history.lines()) {
            if (line.number() > until) {
                return holding;
            }
            switch (line.event()) {
                case SessionAsked asked -> {
                    gateways.put(asked.client(), asked.gateway());
                    holding.remove(asked.mailbox());
                }
                case SessionGranted granted -> {
                    String gateway = gateways.getOrDefault(granted.client(), "");
                    if (line.number() < fault.number()
                            && gateway.equals(fault.event().target())) {
                        holding.put(granted.mailbox(), line);
                    }
                }
                case SessionLetGo gone -> holding.remove(gone.mailbox());
                default -> {}
            }
        }
        return holding;
    }
}
