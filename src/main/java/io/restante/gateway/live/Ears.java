package io.restante.gateway.live;

import io.restante.base.Payload;
import io.restante.gateway.AgentSessions.AgentReceiver;
import io.restante.gateway.LiveSessions.Receiver;
import io.restante.group.EventId;
import io.restante.mailbox.OpenMessage;
import io.restante.session.EndReason;
import java.util.List;

/** Who hears what comes for one session, be it a mailbox's or an agent's. */
sealed interface Ears {
    void handOut(List<OpenMessage> messages);

    void backlogDone();

    void happened(EventId id, Payload payload);

    void ended(EndReason reason);

    /** A mailbox's session hears of no group. */
    record OfMailbox(Receiver receiver) implements Ears {
        @Override
        public void handOut(List<OpenMessage> messages) {
            receiver.handOut(messages);
        }

        @Override
        public void backlogDone() {
            receiver.backlogDone();
        }

        @Override
        public void happened(EventId id, Payload payload) {}

        @Override
        public void ended(EndReason reason) {
            receiver.ended(reason);
        }
    }

    /** An agent's session is handed no messages. */
    record OfAgent(AgentReceiver receiver) implements Ears {
        @Override
        public void handOut(List<OpenMessage> messages) {}

        @Override
        public void backlogDone() {}

        @Override
        public void happened(EventId id, Payload payload) {
            receiver.happened(id, payload);
        }

        @Override
        public void ended(EndReason reason) {
            receiver.ended(reason);
        }
    }
}
