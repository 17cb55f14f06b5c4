/** What every gateway needs, as ports: writing records, asking mailboxes, holding live sessions. */
@NullMarked
package io.restante.gateway;

import org.jspecify.annotations.NullMarked;
