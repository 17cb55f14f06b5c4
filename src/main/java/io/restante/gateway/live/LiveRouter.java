package io.restante.gateway.live;

import io.restante.contract.LiveRecord;
import io.restante.contract.LiveRecord.BacklogDone;
import io.restante.contract.LiveRecord.Close;
import io.restante.contract.LiveRecord.FannedOut;
import io.restante.contract.LiveRecord.Granted;
import io.restante.contract.LiveRecord.HandOut;
import io.restante.contract.LiveRecord.Refused;
import io.restante.contract.LiveRecord.Reply;

/** Brings each live record to whom it concerns: replies to who asked, the rest to the sessions. */
final class LiveRouter implements LiveListener {
    private final GatewayMailboxes mailboxes;
    private final GatewayLiveSessions sessions;

    LiveRouter(GatewayMailboxes mailboxes, GatewayLiveSessions sessions) {
        this.mailboxes = mailboxes;
        this.sessions = sessions;
    }

    @Override
    public void heard(String key, LiveRecord live) {
        switch (live) {
            case Reply reply -> mailboxes.replied(reply);
            case Granted granted -> sessions.granted(key, granted);
            case Refused refused -> sessions.refused(refused);
            case HandOut handOut -> sessions.handOut(handOut);
            case BacklogDone done -> sessions.backlogDone(done);
            case FannedOut event -> sessions.happened(event);
            case Close close -> sessions.closed(close);
        }
    }
}
