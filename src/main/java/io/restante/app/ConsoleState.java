package io.restante.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.restante.app.console.Pulse;
import io.restante.app.console.Tagged;
import io.restante.app.metrics.AppliedLag.Lag;
import io.restante.app.metrics.Meters;
import io.restante.app.metrics.Restoring;
import io.restante.app.ops.HealthCheck;
import io.restante.base.GatewayId;
import io.restante.contract.JsonText;
import io.restante.mailbox.CensusReport;
import io.restante.mailbox.CensusReport.Standing;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsMetadata;

/** How this process does, as the console page asks for it: one JSON object. */
final class ConsoleState {
    /** Mailboxes of a list. */
    private static final int LISTED = 20;

    private final MeterRegistry registry;
    private final Pulse pulse;
    private final List<HealthCheck> readiness;

    /**
     * What the page is told about this process beside its numbers.
     *
     * @param gateway where its gateway is reached; empty when it has none
     * @param closed whether a token is asked for
     */
    record Facts(Optional<String> address, Optional<String> gateway, boolean closed, Instant since, String version) {}

    ConsoleState(MeterRegistry registry, Pulse pulse, List<HealthCheck> readiness) {
        this.registry = registry;
        this.pulse = pulse;
        this.readiness = List.copyOf(readiness);
    }

    byte[] json(Facts facts, Optional<DeliveryApplication> delivery) {
        return JsonText.object(json -> {
            Pulse.Note now = pulse.now();
            json.put("at", now.at()).putObject("instance", inner -> instance(inner, facts, delivery));
            json.putObject("now", inner -> numbers(inner, now.values()));
            if (delivery.isPresent()) {
                topology(json, delivery.get());
            }
            tagged(json, "sockets", Meters.SOCKETS, "protocol");
            tagged(json, "held_sessions", Meters.GATEWAY_SESSIONS, "kind");
            tagged(json, "session_ends", Meters.SESSION_ENDS, "reason");
            tagged(json, "rejections", Meters.REJECTIONS, "reason");
            tagged(json, "dropped", Meters.DROPPED, "why");
            tagged(json, "dead_letters", Meters.DEAD_LETTERS, "room");
            tagged(json, "pushes", Meters.PUSHES, "outcome");
            tagged(json, "relay_sessions", Meters.RELAY_SESSIONS, "state");
        });
    }

    /** The last minutes of its numbers. */
    byte[] past() {
        return JsonText.object(json -> json.putObjects(
                "past", pulse.past(), (inner, note) -> numbers(inner.put("at", note.at()), note.values())));
    }

    private void instance(JsonText json, Facts facts, Optional<DeliveryApplication> delivery) throws IOException {
        List<String> troubles = readiness.stream()
                .flatMap(check -> check.trouble().get().stream())
                .toList();
        json.putIfPresent("address", facts.address())
                .putIfPresent("gateway", facts.gateway())
                .putIfPresent("state", delivery.map(each -> each.state().name()))
                .put("ready", troubles.isEmpty())
                .putTexts("troubles", troubles)
                .put("closed", facts.closed())
                .put("since", facts.since())
                .put("version", facts.version());
    }

    private static void numbers(JsonText json, Map<String, Double> values) throws IOException {
        for (Map.Entry<String, Double> each : values.entrySet()) {
            json.put(each.getKey(), Math.round(each.getValue()));
        }
    }

    private void topology(JsonText json, DeliveryApplication delivery) throws IOException {
        List<CensusReport> reports = List.copyOf(delivery.meters().reports());
        json.putObject("census", inner -> inner.put("complete", reports.stream().allMatch(CensusReport::complete))
                        .put("holding", sum(reports, CensusReport::holding))
                        .put("messages", sum(reports, CensusReport::messages))
                        .put("bytes", sum(reports, CensusReport::bytes))
                        .put("handed_out", sum(reports, CensusReport::handedOut))
                        .put("dead", sum(reports, CensusReport::dead)))
                .putObjects("deepest", deepest(reports), ConsoleState::write)
                .putObjects("oldest", oldest(reports), ConsoleState::write)
                .putObjects("sessions", List.copyOf(sessions(reports).entrySet()), (inner, each) -> inner.put(
                                "gateway", each.getKey().value())
                        .put("count", each.getValue()))
                .putObject("nodes", inner -> {
                    for (Map.Entry<String, Long> each : delivery.records().entrySet()) {
                        inner.put(each.getKey(), each.getValue());
                    }
                });
        cluster(json, delivery);
    }

    private static void cluster(JsonText json, DeliveryApplication delivery) throws IOException {
        Map<Integer, Long> lags = delivery.lags().stream()
                .collect(Collectors.groupingBy(Lag::partition, Collectors.summingLong(Lag::records)));
        List<Restoring.Progress> restoring = delivery.restoring().stores();
        json.putObjects("partitions", List.copyOf(delivery.partitions().entrySet()), (inner, each) -> inner.put(
                                "partition", each.getKey())
                        .put("caught_up", each.getValue())
                        .put("lag", lags.getOrDefault(each.getKey(), 0L)))
                .putObjects("restoring", restoring, (inner, store) -> inner.put("store", store.store())
                        .put("partition", store.partition())
                        .put("restored", store.restored())
                        .put("records", store.records()))
                .putTexts(
                        "instances",
                        delivery.instances().stream().map(ConsoleState::address).toList());
    }

    private static String address(StreamsMetadata instance) {
        return instance.host() + ":" + instance.port();
    }

    private static long sum(List<CensusReport> reports, ToLongFunction<CensusReport> number) {
        return reports.stream().mapToLong(number).sum();
    }

    private static List<Standing> deepest(List<CensusReport> reports) {
        return listed(
                reports,
                CensusReport::deepest,
                Comparator.comparingLong(Standing::messages).reversed());
    }

    private static List<Standing> oldest(List<CensusReport> reports) {
        return listed(reports, CensusReport::oldest, Comparator.comparing(standing -> standing.oldestAt()
                .orElse(Instant.MAX)));
    }

    private static List<Standing> listed(
            List<CensusReport> reports, Function<CensusReport, List<Standing>> list, Comparator<Standing> order) {
        return reports.stream()
                .map(list)
                .flatMap(List::stream)
                .sorted(order)
                .limit(LISTED)
                .toList();
    }

    private static void write(JsonText json, Standing standing) throws IOException {
        json.put("mailbox", standing.mailbox().value())
                .put("messages", standing.messages())
                .put("bytes", standing.bytes())
                .put("handed_out", standing.handedOut())
                .putIfPresent("oldest_at", standing.oldestAt())
                .putIfPresent("gateway", standing.gateway().map(GatewayId::value));
    }

    private static Map<GatewayId, Long> sessions(List<CensusReport> reports) {
        Map<GatewayId, Long> sessions = new TreeMap<>(Comparator.comparing(GatewayId::value));
        Stream<Map.Entry<GatewayId, Long>> all =
                reports.stream().flatMap(report -> report.sessions().entrySet().stream());
        all.forEach(each -> sessions.merge(each.getKey(), each.getValue(), Long::sum));
        return sessions;
    }

    private void tagged(JsonText json, String field, String meter, String tag) throws IOException {
        List<Tagged> counts = Tagged.of(registry, meter, tag);
        if (!counts.isEmpty()) {
            json.putObjects(field, counts, (inner, each) -> inner.put("word", each.word())
                    .put("count", Math.round(each.count())));
        }
    }
}
