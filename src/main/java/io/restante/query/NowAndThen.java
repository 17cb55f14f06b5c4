package io.restante.query;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A question to the brokers about offsets, asked now and then, and beside the work, which does not wait for the answer. */
final class NowAndThen {
    private static final Logger LOG = LoggerFactory.getLogger(NowAndThen.class);
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final Supplier<Map<String, Long>> question;
    private final Consumer<Map<String, Long>> answered;
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());
    private final AtomicBoolean asking = new AtomicBoolean();

    /** @param answered is told what the brokers said, by another thread than the one that asks */
    NowAndThen(Supplier<Map<String, Long>> question, Consumer<Map<String, Long>> answered) {
        this.question = question;
        this.answered = answered;
    }

    /** Whether the time to ask has come once more; for one of those who want to know. */
    boolean due() {
        long last = lookedAt.get();
        long now = System.nanoTime();
        return now - last > AGAIN.toNanos() && lookedAt.compareAndSet(last, now);
    }

    /** Asks, unless an answer is still waited for. */
    void ask() {
        if (asking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("applied-positions").start(this::await);
        }
    }

    private void await() {
        try {
            answered.accept(question.get());
        } catch (RuntimeException e) {
            LOG.debug("What was asked of the brokers is not known now; it is asked again", e);
        } finally {
            asking.set(false);
        }
    }
}
