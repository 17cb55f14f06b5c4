package io.restante.topology;

/** The names of the topology's nodes. They are printed in its picture and are part of metrics: to change one is to change a promise. */
final class Nodes {
    static final String MESSAGES_SOURCE = "mailbox-messages-source";
    static final String COMMANDS_SOURCE = "mailbox-commands-source";
    static final String SESSIONS_SOURCE = "session-events-source";
    static final String TICKS_SOURCE = "clock-ticks-source";
    static final String TARGETS_SOURCE = "push-targets-source";
    static final String RESULTS_SOURCE = "push-results-source";
    static final String GROUP_EVENTS_SOURCE = "group-events-source";
    static final String GROUP_STEPS_SOURCE = "group-steps-source";

    static final String MESSAGES_INTAKE = "mailbox-messages-intake";
    static final String COMMANDS_INTAKE = "mailbox-commands-intake";
    static final String SESSIONS_INTAKE = "session-events-intake";
    static final String TICKS_INTAKE = "clock-ticks-intake";
    static final String TARGETS_INTAKE = "push-targets-intake";
    static final String RESULTS_INTAKE = "push-results-intake";
    static final String GROUP_EVENTS_INTAKE = "group-events-intake";
    static final String GROUP_STEPS_INTAKE = "group-steps-intake";

    static final String CLOCK = "clock";
    static final String SESSION = "session";
    static final String GATEWAY_WATCH = "session-gateway-watch";
    static final String SESSION_FORGET = "session-forget";
    static final String GRANT = "delivery-grant";
    static final String MAILBOX_ADD = "mailbox-add-message";
    static final String MAILBOX_COMMAND = "mailbox-command";
    static final String MAILBOX_SESSION = "mailbox-session";
    static final String MAILBOX_TARGET = "mailbox-push-target";
    static final String MAILBOX_PUSHED = "mailbox-push-result";
    static final String MAILBOX_WAKE = "mailbox-wake";
    static final String GROUP_PRESENCE = "group-presence";
    static final String GROUP_EVENT = "group-event";
    static final String GROUP_STEP = "group-step";
    static final String GROUP_WAKE = "group-wake";
    static final String MAILBOX_CENSUS = "mailbox-census";
    static final String MAILBOX_FORGET = "mailbox-forget";
    static final String DELIVERY = "delivery";
    static final String GROUP_DELIVERY = "delivery-group";

    static final String TICKS_SINK = "clock-ticks-sink";
    static final String PRESENCE_SINK = "group-presence-sink";
    static final String STEPS_SINK = "group-steps-sink";
    static final String CLOSINGS_SINK = "session-events-sink";
    static final String DEFERRED_SINK = "mailbox-commands-sink";
    static final String LIVE_SINK = "delivery-live-sink";
    static final String LEDGER_SINK = "mailbox-ledger-sink";
    static final String REJECTIONS_SINK = "mailbox-rejections-sink";
    static final String HISTORY_SINK = "session-history-sink";
    static final String PUSH_SINK = "push-notifications-sink";
    static final String DEAD_LETTERS_SINK = "dead-letters-sink";

    private Nodes() {}
}
