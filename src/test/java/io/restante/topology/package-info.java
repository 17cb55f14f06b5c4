@NullMarked
package io.restante.topology;

import org.jspecify.annotations.NullMarked;
