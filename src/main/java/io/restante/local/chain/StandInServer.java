package io.restante.local.chain;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restante.base.Payload;
import io.restante.contract.JsonObject;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.VerbatimJson;
import io.restante.local.chain.ChainFaults.Fault;
import io.restante.local.chain.ChainFaults.How;
import io.restante.settlement.TransactionEvent.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The stand-ins' own port: {@code POST /echo} is a backend that sends back what it is asked, and fails for a request with the field {@code fail}; {@code PUT /chain} tells the
 * chain what is to go wrong: {@code {"kind":"claim","fault":"reject"|"drop"|"delay","times":1,"blocks":2}}.
 */
public final class StandInServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int WRONG = 400;
    private static final int FAILED = 500;

    private final HttpServer server;
    private final ChainFaults faults;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Listens on any free port of this machine alone. */
    public StandInServer(ChainFaults faults) {
        this.faults = faults;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-ins' port cannot be opened", e);
        }
        server.setExecutor(threads);
        server.createContext("/echo", this::echo);
        server.createContext("/chain", this::chain);
        server.start();
    }

    /** Where the backend is. */
    public URI backend() {
        return address("/echo");
    }

    /** Where the chain is told. */
    public URI chainControl() {
        return address("/chain");
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void echo(HttpExchange exchange) throws IOException {
        byte[] asked = exchange.getRequestBody().readAllBytes();
        try {
            Payload request = VerbatimJson.payload(asked);
            boolean fails =
                    request.text().startsWith("{") && JsonObject.parse(asked).has("fail");
            answer(exchange, fails ? FAILED : OK, JsonText.object(json -> json.put("echo", request)));
        } catch (MalformedException e) {
            answer(exchange, WRONG, JsonText.object(json -> json.put("detail", String.valueOf(e.getMessage()))));
        }
    }

    private void chain(HttpExchange exchange) throws IOException {
        try {
            JsonObject json = JsonObject.parse(exchange.getRequestBody().readAllBytes());
            Kind kind = Kind.valueOf(json.requiredText("kind").toUpperCase(Locale.ROOT));
            How how = How.valueOf(json.requiredText("fault").toUpperCase(Locale.ROOT));
            faults.tell(
                    kind,
                    new Fault(
                            how,
                            json.size("times", 0).orElse(1),
                            json.size("blocks", 0).orElse(1)));
            answer(exchange, OK, "{}".getBytes(StandardCharsets.UTF_8));
        } catch (MalformedException | IllegalArgumentException e) {
            answer(exchange, WRONG, JsonText.object(json -> json.put("detail", String.valueOf(e.getMessage()))));
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] json) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, json.length);
            exchange.getResponseBody().write(json);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
