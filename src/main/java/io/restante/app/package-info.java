/** The program: the command line, the settings, and the wiring of rooms into processes. */
@NullMarked
package io.restante.app;

import org.jspecify.annotations.NullMarked;
