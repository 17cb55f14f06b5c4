/** Tests of relay sessions without Kafka. */
@NullMarked
package io.restante.settlement;

import org.jspecify.annotations.NullMarked;
