/** The operations port: is it alive, is it ready, how is it doing, how is it built. For operators and machines, not for clients. */
@NullMarked
package io.restante.app.ops;

import org.jspecify.annotations.NullMarked;
