/**
 * Knocks: the worker that takes notifications from their topic, sends them through Firebase or to webhooks, and reports what became of each. It keeps no state of its own:
 * what must be tried again, and when, is decided by the mailbox that asked. Each kind of provider has a consumer group of its own, so that a slow one holds up
 * nothing but itself.
 */
@NullMarked
package io.restante.push.sender;

import org.jspecify.annotations.NullMarked;
