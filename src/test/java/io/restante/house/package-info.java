/** The walls of the house, and the documents that must not go stale. */
@NullMarked
package io.restante.house;

import org.jspecify.annotations.NullMarked;
