package io.restante.app;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Inputs that nobody would send who means well: malformed, oversized, of the wrong type, cut off. The same for the same seed. */
final class Fuzz {
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "get", "M\u00e9");
    private static final List<String> NAMES = List.of(
            "alice",
            "did:key:z6Mk",
            "a%2Fb",
            "%00",
            "%1F",
            "%ff",
            "..",
            "%2e%2e",
            "x".repeat(600),
            "%F0%9F%93%AE",
            "*",
            "",
            "{mailbox}");
    private static final List<String> ROUTES = List.of(
            "/v1/mailboxes/{}",
            "/v1/mailboxes/{}/messages",
            "/v1/mailboxes/{}/messages/{}/timeline",
            "/v1/mailboxes/{}/take",
            "/v1/mailboxes/{}/acknowledgements",
            "/v1/mailboxes/{}/session",
            "/v1/mailboxes/{}/sessions",
            "/v1/mailboxes/{}/stream",
            "/v1/mailboxes/{}/push-targets",
            "/v1/mailboxes/{}/push-targets/{}",
            "/v1/dead-letters",
            "/v1/dead-letters/{}/put-back",
            "/v1/groups/{}/agents",
            "/v1/groups/{}/history",
            "/v1/groups/{}/events",
            "/api/v1/classrooms/{}/agents",
            "/api/v1/classrooms/{}/history",
            "/api/v1/counters/agent",
            "/v1/relays",
            "/v1/relay-sessions",
            "/v1/relay-session",
            "/v1/relay-sessions/{}/{}",
            "/v1/relay-sessions/{}/{}/proof",
            "/v1/proofs/verify",
            "/openapi.yaml",
            "/docs",
            "/",
            "/ws",
            "/{}");
    private static final List<String> PARAMETERS = List.of(
            "limit",
            "limit_bytes",
            "cursor",
            "after",
            "stale",
            "recipient_did",
            "protocol",
            "dry_run",
            "from",
            "to",
            "at",
            "since",
            "sequence_id",
            "room",
            "nothing");
    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1",
            "99999999999999999999",
            "ok",
            "true",
            "soon",
            "2026-11-20T18:17:05.200Z",
            "+1000000000-12-31T23:59:59Z",
            "mailbox.messages-1-0",
            "mailbox.messages-999999999-1",
            "x-0-0",
            "ZnJvbTo0Mg",
            "%F0",
            "%00",
            "'--",
            "2.0",
            "9".repeat(40));
    private static final List<String> FIELDS = List.of(
            "id",
            "payload",
            "recipients",
            "ttl_seconds",
            "urgency",
            "push",
            "limit",
            "limit_bytes",
            "lease",
            "delete",
            "ids",
            "recipient_did",
            "classroom_ids",
            "entity_type",
            "operation",
            "sequence_id",
            "sender",
            "receiver",
            "internal",
            "type",
            "token",
            "uri",
            "jsonrpc",
            "method",
            "params",
            "connectionId",
            "sessionId",
            "messageIds",
            "payload");
    private static final List<String> RPC = List.of(
            "addMessage",
            "takeFromQueue",
            "getAvailableMessageCount",
            "removeMessages",
            "removeAllMessages",
            "getLiveSession",
            "addLiveSession",
            "removeLiveSession",
            "rpc.on",
            "rpc.off",
            "ping",
            "__listMethods",
            "nonsense",
            "");

    private final Random random;

    Fuzz(long seed) {
        this.random = new Random(seed);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The bytes of a request on a connection of its own. */
    byte[] request(int bodyLimit) {
        return switch (random.nextInt(20)) {
            case 0 -> bytes(1 + random.nextInt(400));
            case 1 ->
                ("GET " + path() + " HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
            case 2 -> head("POST", "Content-Length: " + (bodyLimit + 1L + random.nextInt(1 << 30)));
            case 3 -> head("POST", "Content-Length: -5");
            case 4 -> head("POST", "Content-Length: soon");
            case 5 -> chunked();
            default -> whole();
        };
    }

    private byte[] whole() {
        byte[] body = random.nextInt(3) == 0 ? bytes(random.nextInt(300)) : json().getBytes(StandardCharsets.UTF_8);
        byte[] head = head(any(METHODS), "Content-Length: " + body.length);
        return joined(head, body);
    }

    private byte[] chunked() {
        return joined(
                head("POST", "Transfer-Encoding: chunked"),
                ("zz\r\n" + json() + "\r\n0\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private byte[] head(String method, String more) {
        String token = random.nextInt(6) == 0 ? "Authorization: Bearer " + any(VALUES) + "\r\n" : "";
        String key = random.nextInt(6) == 0 ? "Idempotency-Key: " + any(NAMES) + "\r\n" : "";
        return (method + " " + path() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + token + key + more
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (String part : any(ROUTES).split("(?<=\\{\\})|(?=\\{\\})", -1)) {
            path.append(part.equals("{}") ? any(NAMES) : part);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            path.append(path.indexOf("?") < 0 ? '?' : '&')
                    .append(any(PARAMETERS))
                    .append('=')
                    .append(any(VALUES));
        }
        return path.toString();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** JSON, more or less. */
    String json() {
        String json = object(3);
        return switch (random.nextInt(8)) {
            case 0 -> json.substring(0, random.nextInt(json.length()));
            case 1 -> "[".repeat(1 + random.nextInt(5_000));
            case 2 -> json + json;
            default -> json;
        };
    }

    private String object(int depth) {
        StringBuilder object = new StringBuilder("{");
        for (int i = random.nextInt(6); i > 0; i--) {
            object.append('"')
                    .append(any(FIELDS))
                    .append("\":")
                    .append(value(depth))
                    .append(i > 1 ? "," : "");
        }
        return object.append('}').toString();
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 9)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> String.valueOf(random.nextLong());
            case 3 -> "-1e400";
            case 4 -> "\"\\ud800\"";
            case 5 -> "\"\"";
            case 6 -> "\"" + any(NAMES) + "\"";
            case 7 -> "\"PT9S\"";
            case 8 -> "\"" + "z".repeat(random.nextInt(3_000)) + "\"";
            case 9 -> object(depth - 1);
            default -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
        };
    }

    /** A frame for the mailbox wire. */
    String call() {
        if (random.nextInt(4) == 0) {
            return json();
        }
        String id = random.nextInt(5) == 0 ? value(1) : String.valueOf(random.nextInt(1_000));
        String call = "{\"jsonrpc\":\"2.0\",\"method\":\"" + any(RPC) + "\",\"params\":"
                + (random.nextInt(3) == 0
                        ? "{\"connectionId\":\"fuzz\",\"payload\":1,\"sessionId\":\"s\",\"messageIds\":[" + value(1)
                                + "]}"
                        : value(2))
                + ",\"id\":" + id + "}";
        return random.nextInt(6) == 0 ? "[" + call + "," + call + "]" : call;
    }

    /** A first frame for the presence wire. */
    String connect() {
        return random.nextInt(3) == 0
                ? json()
                : "{\"type\":\"connect_request\",\"payload\":{\"token\":" + value(1) + ",\"classroom_id\":" + value(1)
                        + ",\"agent_label\":" + value(1) + "}}";
    }

    byte[] binary() {
        return bytes(random.nextInt(200));
    }

    /** One in so many. */
    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }
}
