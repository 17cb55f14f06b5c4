/** The whole process: broker, topology and gateway, spoken to as its clients do. */
@NullMarked
package io.restante.app;

import org.jspecify.annotations.NullMarked;
