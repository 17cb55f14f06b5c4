package io.restante.bench;

import io.restante.contract.Progress;

/**
 * Starts the stopwatch, and takes what was written beforehand for what has just come: otherwise a partition hands nothing out before it has
 * read all of it, and quite another thing would be measured.
 */
final class TimedProgress implements Progress {
    private final Progress progress;
    private final Stopwatch stopwatch;

    TimedProgress(Progress progress, Stopwatch stopwatch) {
        this.progress = progress;
        this.stopwatch = stopwatch;
    }

    @Override
    public void started(int partition) {
        progress.started(partition);
    }

    @Override
    public void applied(String topic, int partition, long offset) {
        stopwatch.record();
        progress.applied(topic, partition, offset);
    }

    @Override
    public boolean reached(String topic, int partition, long offset) {
        return progress.reached(topic, partition, offset);
    }

    @Override
    public boolean caughtUp(int partition) {
        return true;
    }

    @Override
    public boolean waitedFor(int partition) {
        return progress.waitedFor(partition);
    }

    @Override
    public void stopped(int partition) {
        progress.stopped(partition);
    }
}
