/** Live sessions: who holds one, under which epoch, and when it ends. */
@NullMarked
package io.restante.session;

import org.jspecify.annotations.NullMarked;
