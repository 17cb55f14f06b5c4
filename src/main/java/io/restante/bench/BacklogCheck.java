package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.LiveRecord;
import io.restante.contract.Topics;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxReply.Taken;
import io.restante.mailbox.OpenMessage;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Reads what came of a backlog's operations: every message stored once and acknowledged once, in order, and every take given the oldest. */
final class BacklogCheck {
    private final Map<MailboxId, Course> courses;
    private final int page;

    /** @param page how many messages each take asked for */
    BacklogCheck(Collection<BacklogMailbox> mailboxes, int page) {
        this.courses =
                mailboxes.stream().map(Course::new).collect(Collectors.toMap(Course::mailbox, Function.identity()));
        this.page = page;
    }

    /** @throws BenchException when something was lost, came twice, or came out of order */
    void check(Workbench bench) {
        bench.reader(Topics.MAILBOX_LEDGER).read(this::ledger);
        bench.reader(Workbench.LIVE).read(this::live);
        over();
    }

    /** Nothing more has come of it. */
    void over() {
        courses.values().forEach(Course::over);
    }

    void ledger(MailboxId mailbox, LedgerEntry entry) {
        Course course = course(mailbox);
        if (entry.event() == Step.STORED) {
            course.expect("stored", course.stored++, entry.id());
        } else if (entry.event() == Step.ACKNOWLEDGED) {
            course.expect("acknowledged", course.acknowledged++, entry.id());
        } else {
            throw new BenchException("Unexpected in the ledger: " + entry);
        }
    }

    void live(String mailbox, LiveRecord record) {
        if (!(record instanceof LiveRecord.Reply reply) || !(reply.reply() instanceof Taken answer)) {
            throw new BenchException("Unexpected on " + Workbench.LIVE + ": " + record);
        }
        course(new MailboxId(mailbox)).took(answer, page);
    }

    private Course course(MailboxId mailbox) {
        return Objects.requireNonNull(courses.get(mailbox), () -> "Nothing was done with " + mailbox);
    }

    /** How far one mailbox's history has been read. */
    private static final class Course {
        private final BacklogMailbox asked;
        private long stored;
        private long acknowledged;

        Course(BacklogMailbox asked) {
            this.asked = asked;
        }

        MailboxId mailbox() {
            return asked.id();
        }

        void expect(String what, long number, MessageId id) {
            if (!id.equals(BacklogMailbox.message(number))) {
                throw new BenchException("In " + mailbox() + ", " + BacklogMailbox.message(number) + " should be "
                        + what + " next, but " + id + " was");
            }
        }

        void took(Taken answer, int page) {
            Long oldest = asked.taken().poll();
            if (oldest == null
                    || !answer.messages().stream()
                            .map(OpenMessage::id)
                            .toList()
                            .equals(LongStream.range(oldest, oldest + page)
                                    .mapToObj(BacklogMailbox::message)
                                    .toList())) {
                throw new BenchException("In " + mailbox() + ", a take that should give " + page + " from "
                        + (oldest == null ? "nowhere, for nobody asked" : BacklogMailbox.message(oldest)) + " gave "
                        + answer.messages().stream().map(OpenMessage::id).toList());
            }
        }

        void over() {
            if (stored != asked.added()
                    || acknowledged != asked.acknowledged()
                    || !asked.taken().isEmpty()) {
                throw new BenchException("In " + mailbox() + ", of " + asked.added() + " messages " + stored
                        + " were stored, of " + asked.acknowledged() + " acknowledgements " + acknowledged
                        + " took effect, and " + asked.taken().size() + " takes were not answered");
            }
        }
    }
}
