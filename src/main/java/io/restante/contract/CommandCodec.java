package io.restante.contract;

import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxCommand.AcknowledgeAll;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.PurgeMessages;
import io.restante.mailbox.MailboxCommand.PutBackMessage;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.mailbox.ReplyAddress;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The value of a record of {@code mailbox.commands}. */
final class CommandCodec implements Codec<CommandRequest> {
    @Override
    public byte[] encode(CommandRequest request) {
        return JsonText.object(json -> {
            write(json, request.command());
            if (request.replyTo().isPresent()) {
                ReplyAddress replyTo = request.replyTo().get();
                json.put("reply_to", replyTo.gateway().value()).put("correlation", replyTo.correlation());
            }
            if (request.after().isPresent()) {
                json.put("after", request.after().getAsLong());
            }
            if (request.deferrals() > 0) {
                json.put("deferrals", request.deferrals());
            }
        });
    }

    private static void write(JsonText json, MailboxCommand command) throws IOException {
        switch (command) {
            case TakeMessages take -> {
                json.put("type", "take");
                if (take.limit().isPresent()) {
                    json.put("limit", take.limit().getAsInt());
                }
                if (take.limitBytes().isPresent()) {
                    json.put("limit_bytes", take.limitBytes().getAsLong());
                }
                json.putIfPresent("recipient_did", take.recipient());
                json.putIfPresent("lease", take.lease());
            }
            case AcknowledgeMessages acknowledge ->
                json.put("type", "acknowledge").putTexts("ids", acknowledge.ids());
            case AcknowledgeAll all -> json.put("type", "acknowledge-all").put("recipient_did", all.recipient());
            case PutBackMessage putBack ->
                json.put("type", "put-back").put("id", putBack.id().value());
            case PurgeMessages purge -> {
                json.put("type", "purge").putIfPresent("recipient_did", purge.recipient());
                if (purge.dryRun()) {
                    json.put("dry_run", true);
                }
            }
        }
    }

    @Override
    public CommandRequest decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        return new CommandRequest(
                command(json),
                replyTo(json),
                json.whole("after", 0),
                json.size("deferrals", 0).orElse(0));
    }

    private static MailboxCommand command(JsonObject json) throws MalformedException {
        String type = json.requiredText("type");
        return switch (type) {
            case "take" -> take(json);
            case "acknowledge" -> new AcknowledgeMessages(Words.messages(json, "ids"));
            case "acknowledge-all" -> new AcknowledgeAll(json.requiredText("recipient_did"));
            case "put-back" -> new PutBackMessage(Words.message(json, "id"));
            case "purge" -> new PurgeMessages(json.text("recipient_did"), json.flag("dry_run"));
            default ->
                throw json.complaint(
                        "type",
                        "expected \"take\", \"acknowledge\", \"acknowledge-all\", \"put-back\" or \"purge\", got \""
                                + type + "\"");
        };
    }

    private static TakeMessages take(JsonObject json) throws MalformedException {
        OptionalLong limit = json.whole("limit", 1);
        return new TakeMessages(
                limit.isPresent()
                        ? OptionalInt.of((int) Math.min(limit.getAsLong(), Integer.MAX_VALUE))
                        : OptionalInt.empty(),
                json.whole("limit_bytes", 0),
                json.text("recipient_did"),
                json.duration("lease"));
    }

    private static Optional<ReplyAddress> replyTo(JsonObject json) throws MalformedException {
        return json.has("reply_to")
                ? Optional.of(new ReplyAddress(Words.gateway(json, "reply_to"), json.requiredText("correlation")))
                : Optional.empty();
    }
}
