package io.restante.it;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the clients of a run know for sure, kept outside the process that is killed. */
final class Journal {
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    /** The log has confirmed it. */
    void wrote(String id) {
        written.add(id);
    }

    void received(String id) {
        received.add(id);
    }

    /** The gateway has confirmed that it is removed. */
    void acknowledged(Set<String> ids) {
        acknowledged.addAll(ids);
    }

    Set<String> written() {
        return Set.copyOf(written);
    }

    Set<String> received() {
        return Set.copyOf(received);
    }

    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }
}
