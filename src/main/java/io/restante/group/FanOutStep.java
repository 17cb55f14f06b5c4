package io.restante.group;

import io.restante.base.AgentId;
import java.util.Optional;

/**
 * Says that a group's fan-out goes on here: the value of a record of {@code group.steps}. One that does not name where the group stands was read before and does
 * nothing.
 *
 * @param event the number of the event whose turn it is
 * @param after the agent after whom it resumes
 */
public record FanOutStep(long event, Optional<AgentId> after) {}
