package io.restante.it;

import io.restante.app.LocalProcess;
import io.restante.local.Addresses;
import io.restante.local.demo.PlainProducer;
import io.restante.local.demo.RestClient;
import io.restante.local.demo.SocketClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A local run in this JVM, on free ports, with clients for it. */
final class LocalRun implements AutoCloseable {
    final PlainProducer producer;
    final RestClient rest;
    private final LocalProcess process;

    /** @param settings by path, besides the ports and the data folder */
    LocalRun(Path data, Map<String, String> settings) {
        this.process = new LocalProcess(LocalProcess.settings(Optional.empty(), given(data, settings)), 0);
        process.awaitReady();
        this.producer = new PlainProducer(addresses().kafka());
        this.rest = new RestClient(addresses().gateway());
    }

    private static Map<String, String> given(Path data, Map<String, String> settings) {
        Map<String, String> given = new HashMap<>(settings);
        given.put("data", data.toString());
        given.put("gateway.port", "0");
        given.put("ops.port", "0");
        given.put("streams.instanceId", "local");
        return given;
    }

    Addresses addresses() {
        return process.addresses();
    }

    SocketClient socket() {
        return new SocketClient(addresses().webSocket());
    }

    /** Messages of the mailbox not acknowledged, as soon as the record at the place is applied. */
    long countAfter(String mailbox, String place) {
        return rest.field("/v1/mailboxes/" + mailbox + "?after=" + place, "message_count")
                .asLong(-1);
    }

    @Override
    public void close() {
        producer.close();
        rest.close();
        process.close();
    }
}
