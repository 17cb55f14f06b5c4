@NullMarked
package io.restante.app.metrics;

import org.jspecify.annotations.NullMarked;
