package io.restante.gateway;

import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.base.Rejection;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody whom {@link Access} let in, and what they may do.
 *
 * @param subject who it is; empty when no token was shown, which an open installation allows
 * @param connect groups it may enter; {@link #ANY} among them stands for every group
 * @param read groups whose members and history it may read; {@link #ANY} among them stands for every group
 * @param mailboxes those it may read, write and hold sessions for
 * @param expires when all this ends; empty when it does not
 * @param routes those it may use
 */
public record Caller(
        String subject,
        Set<String> connect,
        Set<String> read,
        MailboxScope mailboxes,
        Optional<Instant> expires,
        RouteScope routes) {
    /** Stands for every group. */
    public static final String ANY = "*";

    /** The reason of a refusal because of what the token says. */
    public static final String NOT_AUTHORISED = "not-authorised";

    /** Whoever shows no token where none is needed: may do everything. */
    public static final Caller ANYBODY =
            new Caller("", Set.of(ANY), Set.of(ANY), MailboxScope.EVERY_MAILBOX, Optional.empty());

    public Caller {
        connect = Set.copyOf(connect);
        read = Set.copyOf(read);
    }

    /** A caller that may use every route. */
    public Caller(
            String subject, Set<String> connect, Set<String> read, MailboxScope mailboxes, Optional<Instant> expires) {
        this(subject, connect, read, mailboxes, expires, RouteScope.EVERY_ROUTE);
    }

    public boolean mayConnect(String group) {
        return connect.contains(ANY) || connect.contains(group);
    }

    public boolean mayRead(String group) {
        return read.contains(ANY) || read.contains(group);
    }

    public boolean mayUse(MailboxId mailbox) {
        return mailboxes.holds(mailbox);
    }

    /** @throws RefusedException when the mailbox is not among those it may use */
    public void require(MailboxId mailbox) {
        if (!mayUse(mailbox)) {
            throw new RefusedException(new Rejection(
                    NOT_AUTHORISED,
                    "The token does not allow the use of this mailbox; its claim mailboxes says which."));
        }
    }

    /** @throws RefusedException when the route is not among those it may use */
    public void require(String route) {
        if (!routes.holds(route)) {
            throw new RefusedException(new Rejection(
                    NOT_AUTHORISED,
                    "The token or key does not allow the use of the route " + route + "; its routes say which."));
        }
    }

    /** @throws RefusedException when the group is not among those it may read */
    public void requireRead(GroupId group) {
        if (!mayRead(group.value())) {
            throw new RefusedException(new Rejection(
                    NOT_AUTHORISED, "The token does not allow to read this group; its claim read says which."));
        }
    }

    /** @throws RefusedException when the group is not among those it may enter */
    public void requireConnect(GroupId group) {
        if (!mayConnect(group.value())) {
            throw new RefusedException(new Rejection(
                    NOT_AUTHORISED, "The token does not allow to enter this group; its claim connect says which."));
        }
    }

    public boolean expiredAt(Instant now) {
        return expires.isPresent() && !now.isBefore(expires.get());
    }
}
