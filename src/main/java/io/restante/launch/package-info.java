/** What a Java too old for the rest can still read: the one class that {@code java -jar} starts. It is compiled for Java 8. */
@NullMarked
package io.restante.launch;

import org.jspecify.annotations.NullMarked;
