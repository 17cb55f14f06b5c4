package io.restante.local.demo;

import io.restante.local.Addresses;
import java.time.Duration;

/** Agents enter a group on two gateways, leave it, replace their sessions here and there, and are sent away by a gateway that shuts down. */
final class PresenceScene implements Scene {
    static final String GROUP = "6f1c1a52-2a77-4a3c-9b1e-1f0b5f0c7a11";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONG_ENOUGH = Duration.ofMillis(500);
    private static final String NOTHING = "nothing";

    @Override
    public String title() {
        return "Agents in a group, on two gateways";
    }

    @Override
    public void play(Stage stage) {
        Report report = stage.report();
        try (LocalChild second = stage.secondGateway();
                AgentClient watcher = connect(stage, stage.addresses(), "watcher")) {
            report.tell(
                    "second",
                    "a gateway in process " + second.pid() + " at "
                            + second.addresses().gateway());
            enterAndLeave(stage, second.addresses(), watcher);
            replace(stage, second.addresses(), watcher);
            shutDown(stage, second, watcher);
        }
    }

    private static AgentClient connect(Stage stage, Addresses at, String subject) {
        AgentClient agent = new AgentClient(at.presence(), stage.token(subject), GROUP, "web");
        stage.report().tell(subject, "connect_success at " + at.presence() + ", epoch " + agent.epoch());
        return agent;
    }

    private static void enterAndLeave(Stage stage, Addresses second, AgentClient watcher) {
        Report report = stage.report();
        try (AgentClient gina = connect(stage, second, "gina")) {
            expect(report, "create: the others hear who entered", watcher, "entered web.gina");
            gina.leave();
        }
        expect(report, "close: the others hear who left", watcher, "left web.gina");
    }

    private static void replace(Stage stage, Addresses second, AgentClient watcher) {
        Report report = stage.report();
        try (AgentClient first = connect(stage, stage.addresses(), "hugo")) {
            expect(report, "hugo enters", watcher, "entered web.hugo");
            try (AgentClient here = connect(stage, stage.addresses(), "hugo")) {
                replaced(report, "replace here", first);
                try (AgentClient elsewhere = connect(stage, second, "hugo")) {
                    replaced(report, "replace elsewhere", here);
                    expect(report, "the others hear neither entered nor left", watcher, NOTHING);
                    elsewhere.leave();
                }
            }
        }
        expect(report, "they hear of one leave in the end", watcher, "left web.hugo");
    }

    private static void replaced(Report report, String what, AgentClient older) {
        String told = older.heard(PATIENCE);
        int code = older.closed(PATIENCE).orElse(0);
        report.check(
                what + ": the older one is told, then closed",
                told + ", " + code,
                told.equals("replaced") && code == 4409);
    }

    private static void shutDown(Stage stage, LocalChild second, AgentClient watcher) {
        Report report = stage.report();
        try (AgentClient returning = connect(stage, second.addresses(), "ines");
                AgentClient lost = connect(stage, second.addresses(), "jonas")) {
            expect(report, "ines enters", watcher, "entered web.ines");
            expect(report, "jonas enters", watcher, "entered web.jonas");
            expect(report, "which ines hears too", returning, "entered web.jonas");
            second.terminate();
            String toReturning = returning.heard(PATIENCE);
            String toLost = lost.heard(PATIENCE);
            report.check(
                    "graceful shutdown: everyone is told to come back elsewhere",
                    toReturning + ", " + toLost,
                    toReturning.equals("terminated") && toLost.equals("terminated"));
            try (AgentClient back = connect(stage, stage.addresses(), "ines")) {
                expect(report, "who comes back elsewhere is not missed", watcher, NOTHING);
                expect(
                        report,
                        "who does not has left when the drain is over",
                        watcher,
                        PATIENCE.multipliedBy(2),
                        "left web.jonas");
                back.leave();
            }
            expect(report, "ines leaves", watcher, "left web.ines");
        }
    }

    private static void expect(Report report, String what, AgentClient watcher, String expected) {
        expect(report, what, watcher, expected.equals(NOTHING) ? LONG_ENOUGH : PATIENCE, expected);
    }

    private static void expect(Report report, String what, AgentClient watcher, Duration patience, String expected) {
        String heard = watcher.heard(patience);
        report.check(what, heard, heard.equals(expected));
    }
}
