package io.restante.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What there is of a shadow, to be taken away: the topics it wrote, its changelogs, its progress, its stores on this machine.
 *
 * @param topics it wrote
 * @param changelogs and whatever else Kafka Streams made for it
 * @param folder of its stores here, there or not
 */
public record ShadowReset(String applicationId, List<String> topics, List<String> changelogs, Path folder) {
    /**
     * Looks what there is.
     *
     * @param states the folder in which applications keep their stores on this machine
     * @throws ReplayException when it is at work, or the live application goes on with its stores
     */
    public static ShadowReset of(Brokers brokers, ShadowName name, String live, Path states) {
        String applicationId = name.applicationId(live);
        requireIdle(brokers, name, applicationId);
        if (live.equals(applicationId)
                || ShadowNotes.read(brokers, applicationId)
                        .filter(ShadowNotes::promoted)
                        .isPresent()) {
            throw new ReplayException("The shadow " + name + " was promoted: " + applicationId
                    + " is the live application, and its stores are the live ones. Nothing was taken away.");
        }
        List<String> there = brokers.topics().stream().sorted().toList();
        return new ShadowReset(
                applicationId,
                there.stream().filter(topic -> topic.startsWith(name.prefix())).toList(),
                there.stream()
                        .filter(topic -> topic.startsWith(applicationId + "-") && topic.endsWith("-changelog"))
                        .toList(),
                states.resolve(applicationId));
    }

    static void requireIdle(Brokers brokers, ShadowName name, String applicationId) {
        int members = brokers.members(applicationId);
        if (members > 0) {
            throw new ReplayException("The shadow " + name + " is at work (" + applicationId + " has " + members
                    + " members). Stop it first, and wait a moment if it was killed.");
        }
    }

    /** Takes it away. */
    public void execute(Brokers brokers) {
        brokers.deleteTopics(topics);
        brokers.deleteTopics(changelogs);
        brokers.deleteGroup(applicationId);
        brokers.deleteGroup(ShadowNotes.group(applicationId));
        if (Files.exists(folder)) {
            try (Stream<Path> inside = Files.walk(folder)) {
                for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The stores in " + folder + " cannot be deleted", e);
            }
        }
    }

    /** For people. */
    public List<String> lines() {
        return Stream.of(
                        topics.stream().map(topic -> "topic      " + topic),
                        changelogs.stream().map(topic -> "changelog  " + topic),
                        Stream.of("progress   of " + applicationId),
                        Stream.of("stores     " + folder + (Files.exists(folder) ? "" : " (not on this machine)")))
                .flatMap(each -> each)
                .toList();
    }
}
