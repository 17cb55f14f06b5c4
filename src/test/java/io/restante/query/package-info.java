/** What readers are told. */
@NullMarked
package io.restante.query;

import org.jspecify.annotations.NullMarked;
