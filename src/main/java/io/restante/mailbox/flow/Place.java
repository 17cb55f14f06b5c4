package io.restante.mailbox.flow;

import io.restante.mailbox.Marks;

/** Where the record stands that a step applies. */
record Place(Marks.Input input, long offset) {}
