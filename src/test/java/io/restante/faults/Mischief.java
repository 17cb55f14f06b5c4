package io.restante.faults;

import java.time.Duration;

/**
 * Something the nemesis does for a while.
 *
 * @param kind what it is, in words
 * @param target whom it befalls
 * @param hold how long it lasts before it is undone
 * @param begin does it
 * @param heal undoes it; returns when whom it befell does its work again
 */
record Mischief(String kind, String target, Duration hold, Runnable begin, Runnable heal) {}
