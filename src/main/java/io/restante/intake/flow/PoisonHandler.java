package io.restante.intake.flow;

import io.restante.contract.DeadLetter;
import io.restante.contract.Topics;
import io.restante.contract.Witness;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a record that could be read and not be processed: it goes to the dead letters with its cause, bytes untouched, and the partition
 * goes on. A decision that fails has changed nothing. Trouble with the store or the broker is not the record's fault: it stops the thread.
 */
public final class PoisonHandler implements ProcessingExceptionHandler {
    /** The property that holds the {@link Witness} who is told of each. */
    public static final String WITNESS = "restante.witness";

    private static final Logger LOG = LoggerFactory.getLogger(PoisonHandler.class);

    private String deadLetters = Topics.DEAD_LETTERS.name();
    private Witness witness = Witness.NOBODY;

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        boolean poison = context.topic() != null
                && !(exception instanceof KafkaException)
                && !(exception instanceof IllegalStateException);
        if (!poison) {
            LOG.error("Node {} cannot go on", context.processorNodeId(), exception);
            return Response.fail();
        }
        String source = context.topic() + "-" + context.partition() + "-" + context.offset();
        LOG.warn(
                "Node {} could not process {}: it goes to {}",
                context.processorNodeId(),
                source,
                deadLetters,
                exception);
        witness.deadLetter(context.processorNodeId());
        return Response.resume(List.of(new ProducerRecord<>(
                deadLetters,
                null,
                context.sourceRawKey(),
                context.sourceRawValue(),
                DeadLetter.headers(
                        context.headers(),
                        context.processorNodeId(),
                        reason(exception),
                        source,
                        exception.getClass().getName(),
                        1))));
    }

    /** A sentence of ours is for people; the text of any other exception is not. */
    private static String reason(Exception exception) {
        return exception instanceof IllegalArgumentException && exception.getMessage() != null
                ? exception.getMessage()
                : "The record could not be processed.";
    }

    /** Where records that cannot be read go, those go that cannot be processed. */
    @Override
    public void configure(Map<String, ?> configs) {
        deadLetters = Optional.ofNullable(configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG))
                .map(Object::toString)
                .orElse(Topics.DEAD_LETTERS.name());
        if (configs.get(WITNESS) instanceof Witness given) {
            witness = given;
        }
    }
}
