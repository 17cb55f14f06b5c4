/** What is in the folder {@code docker/}, walked without an engine: what it names exists, what it sets is a setting, what it asks is answered. */
@NullMarked
package io.restante.docker;

import org.jspecify.annotations.NullMarked;
