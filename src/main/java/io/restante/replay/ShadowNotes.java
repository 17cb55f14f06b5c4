package io.restante.replay;

import io.restante.contract.Topics;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What is noted of a shadow on the brokers, beside its progress: by which rules it decides, and whether it took the live application's place. One note is one write.
 *
 * @param promoted whether the live application goes on with its stores
 * @param rules settings that differ from the defaults, {@code path=value} a line
 */
public record ShadowNotes(boolean promoted, String rules) {
    private static final TopicPartition PLACE = new TopicPartition(Topics.MAILBOX_MESSAGES.name(), 0);

    /** The group whose one offset's remark is the note. */
    static String group(String applicationId) {
        return applicationId + "-notes";
    }

    /** The note, if the shadow was ever begun. */
    public static Optional<ShadowNotes> read(Brokers brokers, String applicationId) {
        return Optional.ofNullable(brokers.notes(group(applicationId)).get(PLACE))
                .map(note -> new ShadowNotes(note.offset() > 0, note.metadata()));
    }

    public void write(Brokers brokers, String applicationId) {
        brokers.note(group(applicationId), Map.of(PLACE, new OffsetAndMetadata(promoted ? 1 : 0, rules)));
    }
}
