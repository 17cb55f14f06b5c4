package io.restante.faults;

import io.restante.base.Payload;
import io.restante.faults.history.Event.RelayServed;
import io.restante.faults.history.Journal;
import io.restante.local.chain.ApplicationStandIn;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** An application that has signed requests served by one gateway, in whichever session it has, and notes which were answered. */
final class Applicant extends Actor {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration UNTIL_NEW_SESSION = Duration.ofSeconds(1);
    private static final int SERVED = 200;

    /** Of so many requests, the session is asked for once. */
    private static final int IN_A_ROW = 8;

    private final Journal journal;
    private final RolePart gateway;
    private final ApplicationStandIn application;
    private long number;

    Applicant(RolePart gateway, Journal journal) {
        super("applicant-" + gateway.name());
        this.gateway = gateway;
        this.journal = journal;
        this.application = new ApplicationStandIn(gateway.rest(), ChainPart.SERVICE);
    }

    @Override
    void round() {
        try {
            ApplicationStandIn.Session session = application.session();
            String key = session.header().of(session.supplier()).text();
            for (int n = 0; n < IN_A_ROW && running(); n++) {
                String request = "{\"call\":" + number++ + "}";
                int status = application.ask(session, Payload.ofText(request)).status();
                if (status != SERVED) {
                    Patience.pass(UNTIL_NEW_SESSION);
                    return;
                }
                journal.note(new RelayServed(key, request, gateway.name()));
                Patience.pass(PAUSE);
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new CompletionException(gateway.name() + " serves no relay now", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while relays were asked for", e);
        }
    }

    @Override
    void last() {
        application.close();
    }
}
