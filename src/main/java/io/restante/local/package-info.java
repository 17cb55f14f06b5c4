/**
 * What a person needs to try Restante with nothing else installed: the broker in this JVM, and stand-ins for the outside. No other room
 * imports it, and the production image leaves it out.
 */
@NullMarked
package io.restante.local;

import org.jspecify.annotations.NullMarked;
