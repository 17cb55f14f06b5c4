package io.restante.contract;

import io.restante.base.DeviceId;
import io.restante.base.MessageId;
import io.restante.base.Urgency;
import io.restante.push.Bell;
import io.restante.push.Knock;
import io.restante.push.PushState;
import io.restante.push.RegisteredTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How what a mailbox knows of knocking is packed into its head. */
final class PushForm {
    private PushForm() {}

    static void write(PackedWriter out, PushState push) {
        out.flag(push.named())
                .whole(push.serial())
                .whole(push.mark())
                .optional(push.lookAt(), PackedWriter::time)
                .whole(push.targets().size());
        push.targets().forEach(each -> write(out, each));
        out.whole(push.bells().size());
        push.bells().forEach(each -> write(out, each));
    }

    private static void write(PackedWriter out, RegisteredTarget registered) {
        MailboxForms.write(out.text(registered.device().value()), registered.target());
        out.time(registered.registeredAt());
    }

    private static void write(PackedWriter out, Bell bell) {
        MailboxForms.write(out, bell.target());
        out.optional(bell.rungAt(), PackedWriter::time)
                .flag(bell.unseen())
                .whole(bell.knocks().size());
        bell.knocks().forEach(knock -> write(out, knock));
    }

    private static void write(PackedWriter out, Knock knock) {
        out.whole(knock.serial())
                .whole(knock.sequence())
                .text(knock.messageId().value())
                .time(knock.receivedAt())
                .text(knock.urgency().name())
                .optional(knock.collapseKey(), PackedWriter::text)
                .optional(knock.expiresAt(), PackedWriter::time)
                .whole(knock.attempt())
                .time(knock.since())
                .flag(knock.issued())
                .time(knock.dueAt());
    }

    static PushState read(PackedReader in) {
        return new PushState(
                in.flag(),
                in.whole(),
                in.whole(),
                in.optional(PackedReader::time),
                list(in, PushForm::readTarget),
                list(in, PushForm::readBell));
    }

    private static RegisteredTarget readTarget(PackedReader in) {
        return new RegisteredTarget(new DeviceId(in.text()), MailboxForms.readTarget(in), in.time());
    }

    private static Bell readBell(PackedReader in) {
        return new Bell(
                MailboxForms.readTarget(in), in.optional(PackedReader::time), in.flag(), list(in, PushForm::readKnock));
    }

    private static Knock readKnock(PackedReader in) {
        return new Knock(
                in.whole(),
                in.whole(),
                new MessageId(in.text()),
                in.time(),
                Urgency.valueOf(in.text()),
                in.optional(PackedReader::text),
                in.optional(PackedReader::time),
                in.size(),
                in.time(),
                in.flag(),
                in.time());
    }

    private static <T> List<T> list(PackedReader in, Function<PackedReader, T> read) {
        int count = in.size();
        List<T> values = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            values.add(read.apply(in));
        }
        return values;
    }
}
