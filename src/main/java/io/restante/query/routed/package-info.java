/**
 * Questions that go to the instance that holds the mailbox's partition. {@link io.restante.query.routed.RoutedQueries} asks here or there;
 * {@link io.restante.query.routed.Answering} is the other end: bytes in, bytes out, over whatever carries them.
 */
@NullMarked
package io.restante.query.routed;

import org.jspecify.annotations.NullMarked;
