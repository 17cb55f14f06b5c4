/** The broker in the JVM, started for real. */
@NullMarked
package io.restante.local;

import org.jspecify.annotations.NullMarked;
