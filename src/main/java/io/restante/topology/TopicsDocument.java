package io.restante.topology;

import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.contract.Codec;
import io.restante.contract.Topic;
import io.restante.settlement.SupplierSession;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of topics for people, made of the topics' own values. */
public final class TopicsDocument {
    private TopicsDocument() {}

    /** The content of {@code topology-docs/topics.md}; the topics stand in the order they are given. */
    public static String markdown(List<Topic<?, ?>> topics) {
        var text = new StringBuilder("""
                # Topics

                Generated from the topics' declarations; a test says when it is stale.

                | topic | purpose | key | value | written by | room | cleanup | retention | timestamps |
                |---|---|---|---|---|---|---|---|---|
                """);
        topics.forEach(topic -> text.append(row(topic)));
        return text.toString();
    }

    private static String row(Topic<?, ?> topic) {
        List<String> cells = List.of(
                "`" + topic.name() + "`",
                topic.purpose(),
                type(topic.keys()),
                type(topic.values()),
                topic.writer(),
                topic.room(),
                topic.cleanup().name().toLowerCase(Locale.ROOT),
                topic.retention().map(TopicsDocument::period).orElse("for ever"),
                "`" + topic.configuration().get("message.timestamp.type") + "`");
        return MarkdownTable.row(cells);
    }

    private static String period(Duration duration) {
        return duration.equals(Duration.ofDays(duration.toDays())) ? duration.toDays() + " d" : duration.toString();
    }

    /** What a codec writes, in the words of the documents. */
    private static String type(Codec<?> codec) {
        Optional<Type> type = Arrays.stream(codec.getClass().getGenericInterfaces())
                .filter(each -> each instanceof ParameterizedType made && made.getRawType() == Codec.class)
                .map(each -> ((ParameterizedType) each).getActualTypeArguments()[0])
                .findFirst();
        if (type.isEmpty() || !(type.get() instanceof Class<?> written)) {
            throw new IllegalArgumentException(
                    codec.getClass() + ": expected a class that says which type it is the codec of");
        }
        if (written == byte[].class) {
            return "bytes";
        }
        if (written == String.class) {
            return "text";
        }
        if (written == SupplierSession.class) {
            return "supplier, session";
        }
        if (written == GroupId.class) {
            return "group";
        }
        return written == MailboxId.class ? "mailbox" : "`" + written.getSimpleName() + "`";
    }
}
