package io.restante.mailbox.flow;

import io.restante.base.MailboxId;
import io.restante.mailbox.MailboxHappened;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;

/** Where the processors of one world after the other believe to be: costly to make, so made once. */
final class Contexts {
    final MockProcessorContext<MailboxId, MailboxHappened> happened = context();
    final MockProcessorContext<MailboxId, Object> commanded = context();
    final MockProcessorContext<Object, Object> signalled = context();
    final MockProcessorContext<Void, Void> forgetful = context();

    private static <K, V> MockProcessorContext<K, V> context() {
        Properties properties = new Properties();
        properties.put("application.id", "worlds");
        properties.put("bootstrap.servers", "unused:1");
        properties.put("processing.exception.handler.global.enabled", true);
        return new MockProcessorContext<>(
                properties, new TaskId(0, 0), Path.of("target", "worlds").toFile());
    }
}
