package io.restante.faults;

import io.restante.contract.MalformedException;
import io.restante.contract.Topic;
import io.restante.faults.history.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Topics that anybody may read, and what each of their records tells. */
interface Sight {
    List<Topic<?, ?>> topics();

    /**
     * What a record of one of the topics tells; empty when it is nothing that is noted.
     *
     * @throws MalformedException when it is none that the product may write
     */
    Optional<Event> event(ConsumerRecord<byte[], byte[]> seen) throws MalformedException;

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
