/**
 * Who may come in, by JSON Web Tokens (RFC 7519). {@link io.restante.gateway.access.Tokens} checks one; {@link
 * io.restante.gateway.access.TokenAccess} asks everybody for one, {@link io.restante.gateway.access.OpenAccess} nobody; {@link
 * io.restante.gateway.access.SigningKey} makes them for a local run.
 *
 * <p>Only signatures by asymmetric keys are accepted, each by the algorithms of its kind of key: there is no unsigned token here and no shared
 * secret, so a public key can never pass for one. The claims are {@code sub}, {@code exp} and {@code nbf}, {@code iss} and {@code aud} where
 * they are set, and three of ours, each a list of texts: {@code connect} and {@code read} name groups, {@code mailboxes} names mailboxes or,
 * with a star at the end, their prefixes.
 */
@NullMarked
package io.restante.gateway.access;

import org.jspecify.annotations.NullMarked;
