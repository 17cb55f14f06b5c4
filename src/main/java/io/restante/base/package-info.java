/** The words every room shares: identities, time-free values, and the shape of a decision. Imports the JDK alone. */
@NullMarked
package io.restante.base;

import org.jspecify.annotations.NullMarked;
