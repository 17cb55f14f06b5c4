package io.restante.bench;

import io.restante.base.Payload;
import io.restante.mailbox.AddMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages at one rate, and in each round one of the instances is killed among them. */
final class FailoverSeries {
    static final int MAILBOXES = 400;

    private static final Payload PAYLOAD = Letters.one(256);
    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration AFTER = Duration.ofSeconds(12);
    private static final int ALLOWED = 8_000;
    private static final Goal GOAL = Goal.atMost(1, 0.5);

    private final FailoverStage stage;
    private final int rate;
    private final List<Double> again = new ArrayList<>();
    private long repeats;

    /** @param rate messages a second */
    FailoverSeries(FailoverStage stage, int rate) {
        this.stage = stage;
        this.rate = rate;
    }

    /** A round whose time is kept. */
    void round(int number) {
        again.add(kill(number));
    }

    /** A round whose time is not kept. */
    void warmUp() {
        kill(0);
        repeats = 0;
    }

    /** Returns when every message has arrived and the instance is there again. */
    private double kill(int round) {
        int before = (int) (rate * BEFORE.toSeconds());
        int all = before + (int) (rate * AFTER.toSeconds());
        stage.awaitShared();
        try (StandInGateway mail = new StandInGateway(stage.installation(), MAILBOXES, rate + "-" + round, all)) {
            Pace pace = new Pace(rate);
            for (int n = 0; n < all; n++) {
                pace.await(n);
                if (n == before) {
                    mail.broken();
                    stage.killInstance();
                }
                mail.write(n, AddMessage.of(PAYLOAD));
            }
            mail.awaitAll();
            stage.startInstanceAgain();
            repeats += mail.repeats();
            return mail.untilAgain();
        }
    }

    int rate() {
        return rate;
    }

    /** Hand-outs that came twice with the same attempt, in all rounds that are kept. */
    long repeats() {
        return repeats;
    }

    Comparison comparison() {
        return new Comparison(
                rate + "/s: an instance killed, until each partition hands out again, against " + ALLOWED
                        + " ms allowed",
                "ms",
                Optional.of(GOAL),
                again.stream().map(each -> new Pair(each, ALLOWED)).toList());
    }
}
