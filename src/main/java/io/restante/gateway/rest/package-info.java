/**
 * Mailboxes over HTTP: frames into records and records into frames, nothing decided here.
 *
 * <p>{@link io.restante.gateway.rest.RestGateway} is the table of routes, a class each for the routes that write, read and stream. Whatever
 * goes wrong is answered as {@code application/problem+json} (RFC 9457) by {@link io.restante.gateway.rest.Problems}.
 */
@NullMarked
package io.restante.gateway.rest;

import org.jspecify.annotations.NullMarked;
