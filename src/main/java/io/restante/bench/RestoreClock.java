package io.restante.bench;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How long stores take to be restored: from where the first one begins to where the last one ends. */
final class RestoreClock implements StateRestoreListener {
    private long started;
    private long ended;
    private long records;
    private int under;

    @Override
    public synchronized void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
        if (started == 0) {
            started = System.nanoTime();
        }
        under++;
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long upTo, long restored) {
        // The total is told at the end.
    }

    @Override
    public synchronized void onRestoreEnd(TopicPartition changelog, String store, long total) {
        ended = System.nanoTime();
        records += total;
        under--;
    }

    /**
     * Records read from the changelogs.
     *
     * @throws BenchException when nothing was restored, or not all of it yet
     */
    synchronized double perSecond() {
        if (records == 0 || under != 0) {
            throw new BenchException(records + " records were restored, " + under + " stores are not done");
        }
        return records * 1e9 / (ended - started);
    }
}
