package io.restante.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.Payload;
import io.restante.base.Seeds;
import io.restante.group.GroupEvent;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.OpenMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Every codec reads what it wrote, and complains about everything else in one way only. */
class CodecPropertyTest {
    private static final Codec<LiveRecord> LIVE =
            Topics.live(new GatewayId("any")).values();

    /** What is written to each topic. */
    private static final Map<Codec<?>, Function<Values, Object>> WRITTEN = new LinkedHashMap<>();

    static {
        WRITTEN.put(Topics.MAILBOX_MESSAGES.values(), Values::addMessage);
        WRITTEN.put(Topics.MAILBOX_COMMANDS.values(), Values::command);
        WRITTEN.put(Topics.MAILBOX_REJECTIONS.values(), Values::refused);
        WRITTEN.put(Topics.MAILBOX_LEDGER.values(), Values::ledger);
        WRITTEN.put(Topics.SESSION_EVENTS.values(), Values::signal);
        WRITTEN.put(Topics.SESSION_HISTORY.values(), Values::ended);
        WRITTEN.put(Topics.PUSH_NOTIFICATIONS.values(), Values::push);
        WRITTEN.put(Topics.PUSH_RESULTS.values(), Values::pushed);
        WRITTEN.put(Topics.PUSH_TARGETS.values(), Values::targetChange);
        WRITTEN.put(Topics.GROUP_PRESENCE.values(), Values::presence);
        WRITTEN.put(Topics.GROUP_STEPS.values(), Values::step);
        WRITTEN.put(Topics.CLOCK_TICKS.values(), Values::tick);
        WRITTEN.put(LIVE, Values::live);
        settlement(SettlementTopics.RELAYS, SettlementValues::relay);
        settlement(SettlementTopics.RELAY_LOG, SettlementValues::relayRecord);
        settlement(SettlementTopics.BLOCKS, SettlementValues::block);
        settlement(SettlementTopics.TRANSACTIONS, SettlementValues::transaction);
        settlement(SettlementTopics.STEPS, SettlementValues::step);
        settlement(SettlementTopics.CLAIMS, SettlementValues::claim);
        settlement(SettlementTopics.PROOFS, SettlementValues::submitProof);
        settlement(SettlementTopics.HISTORY, SettlementValues::ended);
    }

    private static void settlement(Topic<?, ?> topic, Function<SettlementValues, Object> value) {
        WRITTEN.put(topic.values(), values -> value.apply(new SettlementValues(values.whole())));
    }

    @Test
    void readsWhatItWrote() {
        Seeds.each(300, seed -> {
            Values values = new Values(seed);
            WRITTEN.forEach((codec, value) -> readsBack(codec, value.apply(values)));
            readsBack(Topics.MAILBOX_MESSAGES.keys(), values.mailbox());
            readsBack(Topics.SESSION_EVENTS.keys(), values.text());
            readsBack(Topics.PUSH_TARGETS.keys(), values.deviceKey());
            readsBack(SettlementTopics.RELAYS.keys(), new SettlementValues(seed).key());
        });
    }

    @Test
    void readsWhatItWroteInHeaders() {
        Codec<GroupEvent> codec = Topics.GROUP_EVENTS.values();
        Seeds.each(300, seed -> {
            GroupEvent event = new Values(seed).groupEvent();
            Headers headers = new RecordHeaders();
            codec.addHeaders(event, headers);
            try {
                assertThat(codec.decode(codec.encode(event), headers)).isEqualTo(event);
            } catch (MalformedException e) {
                throw new AssertionError(event.toString(), e);
            }
        });
    }

    @Test
    void aHeaderThatIsMissingOrWrongIsNamed() {
        Map<String, String> right =
                Map.of("entity_type", "chat", "operation", "said", "sequence_id", "4", "sender", "a");
        for (String name : right.keySet()) {
            Map<String, String> without = new LinkedHashMap<>(right);
            without.remove(name);
            complainsOf("header " + name, without);
        }
        for (Map.Entry<String, String> wrong : Map.of(
                        "sequence_id", "-1", "internal", "maybe", "sender", "a\u001fb", "receiver", "x".repeat(513))
                .entrySet()) {
            Map<String, String> with = new LinkedHashMap<>(right);
            with.put(wrong.getKey(), wrong.getValue());
            complainsOf("header " + wrong.getKey(), with);
        }
    }

    private static void complainsOf(String field, Map<String, String> written) {
        Headers headers = new RecordHeaders();
        written.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> Topics.GROUP_EVENTS.values().decode(new byte[] {'1'}, headers))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    @SuppressWarnings("unchecked")
    private static void readsBack(Codec<?> codec, Object value) {
        Codec<Object> its = (Codec<Object>) codec;
        assertThat(decoded(its, its.encode(value))).isEqualTo(value);
    }

    private static <T> T decoded(Codec<T> codec, byte[] bytes) {
        try {
            return codec.decode(bytes);
        } catch (MalformedException e) {
            throw new AssertionError(new String(bytes, StandardCharsets.UTF_8), e);
        }
    }

    @Test
    void keepsPayloadsByteForByte() {
        Seeds.each(1_000, seed -> {
            Values values = new Values(seed);
            String json = values.json(6);
            byte[] written = ("{\"a\":[{}],\"payload\":" + values.space() + json + values.space() + ",\"z\":1}")
                    .getBytes(StandardCharsets.UTF_8);
            Payload payload = decoded(Topics.MAILBOX_MESSAGES.values(), written).payload();
            assertThat(payload.text()).isEqualTo(json);
            Payload again = decoded(
                            Topics.MAILBOX_MESSAGES.values(),
                            Topics.MAILBOX_MESSAGES.values().encode(AddMessage.of(payload)))
                    .payload();
            assertThat(again.text()).isEqualTo(json);
            OpenMessage open = new OpenMessage(values.message(), 1, values.time(), 1, again);
            LiveRecord.HandOut live = (LiveRecord.HandOut)
                    decoded(LIVE, LIVE.encode(new LiveRecord.HandOut("c", new Epoch(1), List.of(open, open))));
            assertThat(live.messages())
                    .extracting(each -> each.payload().text())
                    .containsExactly(json, json);
        });
    }

    @Test
    void complainsOnlyOfMalformedBytes() {
        Seeds.each(500, seed -> {
            Values values = new Values(seed);
            Random random = new Random(seed);
            WRITTEN.forEach((codec, value) -> {
                byte[] bytes = encoded(codec, value.apply(values));
                complainsOrReads(codec, damaged(bytes, random));
                complainsOrReads(codec, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            });
        });
    }

    /** What is written by such a codec. */
    static Optional<Function<Values, Object>> written(Codec<?> codec) {
        return WRITTEN.entrySet().stream()
                .filter(each -> each.getKey().getClass().equals(codec.getClass()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @SuppressWarnings("unchecked")
    static byte[] encoded(Codec<?> codec, Object value) {
        return ((Codec<Object>) codec).encode(value);
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
            damaged[random.nextInt(damaged.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt() : "{}[],:\"0-".charAt(random.nextInt(9)));
        }
        return damaged;
    }

    /** What can be read can also be written again: nothing that came in stops what goes out. */
    private static void complainsOrReads(Codec<?> codec, byte[] bytes) {
        try {
            encoded(codec, codec.decode(bytes));
        } catch (MalformedException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (RuntimeException e) {
            throw new AssertionError(new String(bytes, StandardCharsets.UTF_8), e);
        }
    }

    @Test
    void namesTheFieldThatIsOfTheWrongKind() {
        Seeds.each(30, seed -> {
            Values values = new Values(seed);
            WRITTEN.forEach((codec, value) -> everyFieldWrong(codec, encoded(codec, value.apply(values))));
        });
    }

    private static void everyFieldWrong(Codec<?> codec, byte[] bytes) {
        ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(Integer.MAX_VALUE)
                        .build())
                .build());
        try {
            ObjectNode right = (ObjectNode) mapper.readTree(bytes);
            for (Map.Entry<String, JsonNode> field : right.properties()) {
                if (field.getKey().equals("payload")) {
                    continue;
                }
                for (String wrong : List.of(
                        "1.5",
                        "-1",
                        "[[]]",
                        "{\"x\":{}}",
                        "\"\\ud800\"",
                        "true",
                        "\"\"",
                        "1e400",
                        "99999999999999999999")) {
                    ObjectNode broken = right.deepCopy();
                    broken.set(field.getKey(), mapper.readTree(wrong));
                    byte[] text = new String(mapper.writeValueAsBytes(broken), StandardCharsets.UTF_8)
                            .getBytes(StandardCharsets.UTF_8);
                    try {
                        encoded(codec, codec.decode(text));
                    } catch (MalformedException e) {
                        assertThat(e.field())
                                .as("%s: %s", field.getKey(), wrong)
                                .startsWith(field.getKey());
                    }
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nestedTooDeeplyIsMalformed() {
        for (String open : List.of("[", "{\"a\":", "{\"payload\":")) {
            byte[] deep = ("{\"payload\":" + open.repeat(100_000)).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> Topics.MAILBOX_MESSAGES.values().decode(deep))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void aTextThatIsNoTextIsMalformed() {
        for (String field : List.of("id", "collapse_key")) {
            byte[] half = ("{\"payload\":1,\"" + field + "\":\"\\ud800\"}").getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> Topics.MAILBOX_MESSAGES.values().decode(half))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageStartingWith(field + ": ");
        }
        byte[] recipient = "{\"payload\":1,\"recipients\":[\"x\\udc00\"]}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Topics.MAILBOX_MESSAGES.values().decode(recipient))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("recipients: ");
    }

    @Test
    void aTimeOrASpanBeyondReasonIsMalformed() {
        malformed(
                Topics.MAILBOX_MESSAGES.values(), "{\"payload\":1,\"ttl_seconds\":9223372036854775807}", "ttl_seconds");
        malformed(Topics.MAILBOX_COMMANDS.values(), "{\"type\":\"take\",\"lease\":\"PT2562047788015215H\"}", "lease");
        malformed(
                Topics.SESSION_EVENTS.values(),
                "{\"type\":\"closed\",\"epoch\":1,\"reason\":\"closed\",\"at\":\"+1000000000-12-31T23:59:59Z\"}",
                "at");
        malformed(
                Topics.SESSION_EVENTS.values(),
                "{\"type\":\"heartbeat\",\"gateway\":\"g\",\"incarnation\":\"" + "x".repeat(40_000) + "\"}",
                "incarnation");
        malformed(Topics.MAILBOX_COMMANDS.values(), "{\"type\":\"purge\",\"deferrals\":2147483648}", "deferrals");
    }

    private static void malformed(Codec<?> codec, String json, String field) {
        assertThatThrownBy(() -> codec.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void aKeyThatIsNotUtf8IsMalformed() {
        assertThatThrownBy(() -> Topics.MAILBOX_MESSAGES.keys().decode(new byte[] {'a', (byte) 0xFF}))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void aNumberNobodyCouldMeanIsMalformed() {
        malformed(Topics.MAILBOX_MESSAGES.values(), "{\"payload\":1,\"unknown\":" + "9".repeat(1_000_000) + "}", "");
    }
}
