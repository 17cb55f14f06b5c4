package io.restante.gateway.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.restante.contract.MalformedException;
import io.restante.contract.VerbatimJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one incoming WebSocket message holds.
 *
 * @param batch whether the answers go back as one array
 */
record RpcFrame(List<RpcCall> calls, boolean batch) {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    RpcFrame {
        calls = List.copyOf(calls);
    }

    static RpcFrame parse(byte[] bytes) {
        JsonNode tree;
        try {
            tree = VerbatimJson.read(bytes);
        } catch (MalformedException e) {
            return new RpcFrame(List.of(new RpcCall.Faulty(RpcId.UNKNOWN, RpcError.parse(e))), false);
        }
        List<String> spellings = spellings(bytes);
        if (!(tree instanceof ArrayNode batch)) {
            return new RpcFrame(List.of(RpcCall.of(tree, spellings.getFirst())), false);
        }
        if (batch.isEmpty()) {
            return new RpcFrame(List.of(new RpcCall.Faulty(RpcId.UNKNOWN, RpcError.invalidRequest())), false);
        }
        List<RpcCall> calls = new ArrayList<>(batch.size());
        for (JsonNode each : batch) {
            calls.add(RpcCall.of(each, spellings.get(calls.size())));
        }
        return new RpcFrame(calls, true);
    }

    /** The ids of the requests as they are written, in the frame's order; a tree of values forgets how a number was spelled. */
    private static List<String> spellings(byte[] bytes) {
        List<String> spellings = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                spellings.add(spelling(parser));
                return spellings;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                spellings.add(spelling(parser));
            }
            return spellings;
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes that were JSON a moment ago cannot be read", e);
        }
    }

    private static String spelling(JsonParser parser) throws IOException {
        String spelling = "";
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return spelling;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean id = parser.currentName().equals("id");
            JsonToken value = parser.nextToken();
            if (id) {
                spelling = value.isScalarValue() ? parser.getText() : "";
            }
            parser.skipChildren();
        }
        return spelling;
    }
}
