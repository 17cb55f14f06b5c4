package io.restante.local.demo;

import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.access.SigningKey;
import io.restante.gateway.access.TokenRules;
import io.restante.local.Addresses;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What scenes are played on: a running process, clients of it, and the report. */
final class Stage implements AutoCloseable {
    private static final Duration TOKEN_TTL = Duration.ofMinutes(10);

    private final Class<?> main;
    private final Path data;
    private final Report report;
    private LocalChild child;
    private PlainProducer producer;
    private RestClient rest;

    /** Starts the process; returns when it is ready. */
    Stage(Class<?> main, Path data, Report report) {
        this.main = main;
        this.data = data;
        this.report = report;
        long start = System.nanoTime();
        this.child = LocalChild.start(main, data);
        this.producer = new PlainProducer(addresses().kafka());
        this.rest = new RestClient(addresses().gateway());
        report.tell("local", "process " + child.pid() + " is ready after " + since(start));
        addresses().lines().forEach(line -> report.line("            " + line));
    }

    Addresses addresses() {
        return child.addresses();
    }

    Report report() {
        return report;
    }

    RestClient rest() {
        return rest;
    }

    /** A new socket, told of. */
    SocketClient socket() {
        SocketClient socket = new SocketClient(addresses().webSocket());
        report.tell("socket", "connected to " + addresses().webSocket());
        return socket;
    }

    /** Another gateway for the same brokers, in a process of its own; ready when this returns. */
    LocalChild secondGateway() {
        return LocalChild.startGateway(
                main, data.resolve("second"), addresses(), "--key", keyFile().toString(), "--set", "gateway.id=second");
    }

    /** A token for this person that allows to enter and read every group. */
    String token(String subject) {
        Instant now = Instant.now();
        Caller caller = new Caller(
                subject,
                Set.of(Caller.ANY),
                Set.of(Caller.ANY),
                MailboxScope.EVERY_MAILBOX,
                Optional.of(now.plus(TOKEN_TTL)));
        return SigningKey.read(keyFile()).token(caller, TokenRules.DEFAULTS, now);
    }

    private Path keyFile() {
        return data.resolve("key.json");
    }

    TopicReader reader(String topic) {
        return new TopicReader(addresses().kafka(), topic);
    }

    /** Has a plain producer write a value for a mailbox, and tells of it. */
    String produce(String mailbox, String value) {
        String place = producer.message(mailbox, value);
        report.tell("producer", "wrote " + value + " for " + mailbox + " → " + place);
        return place;
    }

    PlainProducer producer() {
        return producer;
    }

    /** Messages of the mailbox not acknowledged, as soon as the record at the place is applied. */
    long countAfter(String mailbox, String place) {
        return rest.field("/v1/mailboxes/" + mailbox + "?after=" + place, "message_count")
                .asLong(-1);
    }

    /** Ends the process with SIGKILL and starts another on the same data and ports; returns when that one is ready. */
    void killAndStartAgain() {
        Addresses before = addresses();
        closeClients();
        child.kill();
        report.tell("kill -9", "process " + child.pid() + " is gone");
        long start = System.nanoTime();
        child = LocalChild.startAgain(main, data, before);
        producer = new PlainProducer(addresses().kafka());
        rest = new RestClient(addresses().gateway());
        report.tell("local", "process " + child.pid() + " on the same data is ready after " + since(start));
    }

    static String since(long nanos) {
        Duration duration = Duration.ofNanos(System.nanoTime() - nanos);
        return duration.toMillis() < 1_000
                ? String.format("%.1f ms", duration.toNanos() / 1e6)
                : String.format("%.1f s", duration.toMillis() / 1e3);
    }

    private void closeClients() {
        producer.close();
        rest.close();
    }

    @Override
    public void close() {
        child.close();
        closeClients();
    }
}
