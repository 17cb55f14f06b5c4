package io.restante.query;

import java.util.Map;
import java.util.Set;

/** Asks the log how far the inputs reach, and how far the application's progress on them has been written down. */
public interface InputEnds {
    /** Of each topic's partition, the offset the next record would get. */
    Map<String, Long> ends(Set<String> topics, int partition);

    /** Of each topic's partition, the offset from which the application goes on; absent where it never was. */
    Map<String, Long> committed(Set<String> topics, int partition);
}
