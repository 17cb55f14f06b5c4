package io.restante.contract;

/**
 * How far the topology has applied its inputs, told by the topology as it goes. Partitions are the task's: all inputs share one
 * partition count.
 */
public interface Progress {
    /** This instance now works on the partition; its stores are restored. */
    void started(int partition);

    /** This record, and all before it, took full effect. */
    void applied(String topic, int partition, long offset);

    /** Whether everything up to this offset has been applied. Offsets without a record (a transaction's marker has one) count as applied. */
    boolean reached(String topic, int partition, long offset);

    /**
     * Whether the partition has read every input up to where it ended when the partition started. Before that, what the stores say
     * may be older than what was confirmed: nothing is handed out, no deadline is decided, no query is answered.
     */
    boolean caughtUp(int partition);

    /**
     * Whether somebody waits for the partition's next step: it has caught up, and few records lie on its inputs before what comes now. As far as is known: where inputs end is asked
     * now and then.
     */
    boolean waitedFor(int partition);

    /** This instance no longer works on the partition. */
    void stopped(int partition);
}
