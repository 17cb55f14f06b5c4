package io.restante.local.demo;

import io.restante.base.Payload;
import io.restante.local.chain.ApplicationStandIn;
import io.restante.local.chain.ApplicationStandIn.Answer;
import io.restante.local.chain.ApplicationStandIn.Session;
import java.time.Duration;
import java.util.Optional;

/** An application has signed requests served; blocks pass; its session is claimed, proved and settled. */
final class RelayScene implements Scene {
    private static final int RELAYS = 20;
    private static final int SERVED = 200;
    private static final int FAILED = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String title() {
        return "Relays: served, claimed, proved, settled";
    }

    @Override
    public void play(Stage stage) {
        try (ApplicationStandIn application =
                new ApplicationStandIn(stage.addresses().gateway(), "echo")) {
            play(stage, application);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while relays were served", e);
        }
    }

    private static void play(Stage stage, ApplicationStandIn application) throws InterruptedException {
        Report report = stage.report();
        Session session = youngSession(application);
        report.tell(
                "chain",
                "session " + session.header().sessionId() + " has the blocks from "
                        + session.header().startHeight() + " to "
                        + session.header().endHeight());
        int served = 0;
        for (int n = 0; n < RELAYS; n++) {
            served += application
                                    .ask(session, Payload.ofText("{\"call\":" + n + "}"))
                                    .status()
                            == SERVED
                    ? 1
                    : 0;
        }
        report.check(
                "signed requests are served, the answers' signatures verify", served + " served", served == RELAYS);
        Answer failed = application.ask(session, Payload.ofText("{\"fail\":true}"));
        report.check("a backend's failure is passed on", "status " + failed.status(), failed.status() == FAILED);
        settles(stage, session);
    }

    /** One that has only begun, so that all requests are in time. */
    private static Session youngSession(ApplicationStandIn application) throws InterruptedException {
        String first = application.session().header().sessionId();
        Deadline deadline = Deadline.in(PATIENCE);
        while (!deadline.passed()) {
            Session session = application.session();
            if (!session.header().sessionId().equals(first)) {
                return session;
            }
        }
        throw new DemoException("No new session began within " + PATIENCE);
    }

    private static void settles(Stage stage, Session session) {
        Report report = stage.report();
        String key = session.supplier() + "\u001F" + session.header().sessionId();
        try (TopicReader claims = stage.reader("settlement.claims");
                TopicReader proofs = stage.reader("settlement.proofs");
                TopicReader history = stage.reader("settlement.history")) {
            Optional<TopicReader.Seen> claim =
                    claims.await(PATIENCE, seen -> seen.key().equals(key));
            report.check(
                    "the claim has every relay that was served, and no failed one",
                    claim.map(TopicReader.Seen::value).orElse("none"),
                    claim.filter(seen -> seen.value().contains("\"count\":" + RELAYS))
                            .isPresent());
            Optional<TopicReader.Seen> proof =
                    proofs.await(PATIENCE, seen -> seen.key().equals(key));
            report.check("a proof goes out", proof.isPresent() ? "on settlement.proofs" : "none", proof.isPresent());
            Optional<TopicReader.Seen> end =
                    history.await(PATIENCE, seen -> seen.key().equals(key));
            report.check(
                    "the history tells that it was settled",
                    end.map(TopicReader.Seen::value).orElse("nothing"),
                    end.filter(seen -> seen.value().contains("\"end\":\"settled\""))
                            .isPresent());
        }
    }
}
