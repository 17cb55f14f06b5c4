/**
 * Groups: who is present, and what happens to a group told to those who are.
 *
 * <p>A group's members are the agents whose session in it is current; there is no second list of them that could differ. An agent enters with the first of
 * its sessions and leaves with the last: sessions that replace one another in between are not noticed by the others.
 *
 * <p>{@code group-entries}: {@code H ▸ group → waiting}, {@code F ▸ group ▸ number → event}: events of a group that wait for their fan-out, in order.
 */
@NullMarked
package io.restante.group;

import org.jspecify.annotations.NullMarked;
