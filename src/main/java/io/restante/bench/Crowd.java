package io.restante.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Agents on the presence wire, however many, heard by one thread. */
final class Crowd implements AutoCloseable {
    private static final int ROOM = 256 << 10;

    private final String token;
    private final Selector selector;
    private final Queue<CrowdSocket> arriving = new ConcurrentLinkedQueue<>();
    private final LongAdder events = new LongAdder();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = Thread.ofPlatform().name("crowd").daemon().unstarted(this::listen);
    private volatile boolean closing;

    /** @param token lets everybody in */
    Crowd(String token) {
        this.token = token;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("No sockets can be waited for", e);
        }
        thread.start();
    }

    /** A socket that has not said anything yet. */
    CrowdSocket open(URI address) {
        alive();
        try {
            CrowdSocket socket = new CrowdSocket(address, events);
            arriving.add(socket);
            selector.wakeup();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("No socket to " + address + "; file handles may be used up", e);
        }
    }

    /** Asks for the session of an agent in a group. */
    void connect(CrowdSocket socket, String group, String label) {
        try {
            socket.say("{\"type\":\"connect_request\",\"payload\":{\"token\":\"" + token + "\",\"classroom_id\":\""
                    + group + "\",\"agent_label\":\"" + label + "\"}}");
        } catch (IOException e) {
            throw new UncheckedIOException("A socket broke before it was connected", e);
        }
    }

    /** How many times somebody was told that somebody else had entered or left. */
    long events() {
        alive();
        return events.sum();
    }

    private void listen() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(ROOM);
        try (selector) {
            while (!closing) {
                selector.select(key -> hear(key, buffer));
                for (CrowdSocket socket = arriving.poll(); socket != null; socket = arriving.poll()) {
                    socket.channel().register(selector, SelectionKey.OP_READ, socket);
                }
            }
            for (SelectionKey key : selector.keys()) {
                ((CrowdSocket) key.attachment()).end("left");
            }
        } catch (IOException | RuntimeException e) {
            failure.set(e);
        }
    }

    private static void hear(SelectionKey key, ByteBuffer buffer) {
        CrowdSocket socket = (CrowdSocket) key.attachment();
        try {
            socket.hear(buffer);
        } catch (IOException e) {
            try {
                socket.end("the connection broke: " + e.getMessage());
            } catch (IOException again) {
                e.addSuppressed(again);
                throw new UncheckedIOException(e);
            }
        }
    }

    private void alive() {
        Exception found = failure.get();
        if (found != null) {
            throw new BenchException("The crowd has stopped listening", found);
        }
    }

    /** All leave without a word. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
        alive();
    }
}
