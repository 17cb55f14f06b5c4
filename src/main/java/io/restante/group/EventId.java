package io.restante.group;

/**
 * Names an event of a group, as its headers and its receivers know it.
 *
 * @param entityType what it happened to
 * @param operation what happened
 * @param sequence orders the events of one entity type
 */
public record EventId(String entityType, String operation, long sequence) {}
