package io.restante.contract;

import io.restante.base.Rejection;
import io.restante.contract.LiveRecord.BacklogDone;
import io.restante.contract.LiveRecord.Close;
import io.restante.contract.LiveRecord.FannedOut;
import io.restante.contract.LiveRecord.Granted;
import io.restante.contract.LiveRecord.HandOut;
import io.restante.contract.LiveRecord.Refused;
import io.restante.contract.LiveRecord.Reply;
import io.restante.mailbox.MailboxReply;
import io.restante.mailbox.MailboxReply.Acknowledged;
import io.restante.mailbox.MailboxReply.Declined;
import io.restante.mailbox.MailboxReply.Purged;
import io.restante.mailbox.MailboxReply.PutBack;
import io.restante.mailbox.MailboxReply.Taken;
import io.restante.session.EndReason;
import java.io.IOException;

/** The value of a record of {@code delivery.live.<gateway>}. */
final class LiveRecordCodec implements Codec<LiveRecord> {
    @Override
    public byte[] encode(LiveRecord live) {
        return JsonText.object(json -> write(json, live));
    }

    private static void write(JsonText json, LiveRecord live) throws IOException {
        switch (live) {
            case HandOut handOut ->
                json.put("type", "hand-out")
                        .put("connection", handOut.connection())
                        .put("epoch", handOut.epoch().value())
                        .putObjects("messages", handOut.messages(), OpenMessageJson::write);
            case BacklogDone done ->
                json.put("type", "backlog-done")
                        .put("connection", done.connection())
                        .put("epoch", done.epoch().value());
            case Granted granted ->
                json.put("type", "granted")
                        .put("connection", granted.connection())
                        .put("epoch", granted.epoch().value());
            case Refused refused ->
                json.put("type", "refused")
                        .put("connection", refused.connection())
                        .put("reason", refused.reason())
                        .putIfPresent("retry_after", refused.retryAfter());
            case Close close ->
                json.put("type", "close")
                        .put("connection", close.connection())
                        .put("epoch", close.epoch().value())
                        .put("reason", close.reason().word());
            case FannedOut event ->
                json.put("type", "group-event")
                        .putTexts("connections", event.connections())
                        .putObject("id", id -> GroupEventCodec.write(id, event.id()))
                        .put("payload", event.payload());
            case Reply reply -> {
                json.put("type", "reply").put("correlation", reply.correlation());
                write(json, reply.reply());
            }
        }
    }

    private static void write(JsonText json, MailboxReply reply) throws IOException {
        switch (reply) {
            case Taken taken -> json.put("to", "take").putObjects("messages", taken.messages(), OpenMessageJson::write);
            case Acknowledged done ->
                json.put("to", "acknowledge")
                        .put("acknowledged", done.acknowledged())
                        .put("unknown", done.unknown());
            case Purged purged ->
                json.put("to", "purge").put("purged", purged.messages()).put("dry_run", purged.dryRun());
            case PutBack putBack -> json.put("to", "put-back");
            case Declined declined ->
                json.put("to", "declined")
                        .put("reason", declined.rejection().reason())
                        .put("sentence", declined.rejection().sentence());
        }
    }

    @Override
    public LiveRecord decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        String type = json.requiredText("type");
        return switch (type) {
            case "hand-out" ->
                new HandOut(json.requiredText("connection"), Words.epoch(json), OpenMessageJson.list(json, "messages"));
            case "backlog-done" -> new BacklogDone(json.requiredText("connection"), Words.epoch(json));
            case "granted" -> new Granted(json.requiredText("connection"), Words.epoch(json));
            case "refused" ->
                new Refused(json.requiredText("connection"), json.requiredText("reason"), json.duration("retry_after"));
            case "group-event" ->
                new FannedOut(
                        json.texts("connections"),
                        GroupEventCodec.id(json.requiredObject("id")),
                        json.requiredPayload());
            case "close" ->
                new Close(
                        json.requiredText("connection"),
                        Words.epoch(json),
                        Words.constant(json, "reason", EndReason.class, json.requiredText("reason")));
            case "reply" -> new Reply(json.requiredText("correlation"), reply(json));
            default -> throw json.complaint("type", "is not one this version knows: \"" + type + "\"");
        };
    }

    private static MailboxReply reply(JsonObject json) throws MalformedException {
        String to = json.requiredText("to");
        return switch (to) {
            case "take" -> new Taken(OpenMessageJson.list(json, "messages"));
            case "acknowledge" ->
                new Acknowledged(json.requiredWhole("acknowledged", 0), json.requiredWhole("unknown", 0));
            case "purge" -> new Purged(json.requiredWhole("purged", 0), json.flag("dry_run"));
            case "put-back" -> new PutBack();
            case "declined" -> new Declined(new Rejection(json.requiredText("reason"), json.requiredText("sentence")));
            default -> throw json.complaint("to", "is not one this version knows: \"" + to + "\"");
        };
    }
}
