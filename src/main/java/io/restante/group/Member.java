package io.restante.group;

import io.restante.base.AgentId;
import io.restante.session.LiveSession;

/** An agent that is present, by its current session. */
public record Member(AgentId agent, LiveSession session) {}
