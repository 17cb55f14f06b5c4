/** The ports' own behaviour: what holds for every wire. */
@NullMarked
package io.restante.gateway;

import org.jspecify.annotations.NullMarked;
