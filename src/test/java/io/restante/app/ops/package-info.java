@NullMarked
package io.restante.app.ops;

import org.jspecify.annotations.NullMarked;
