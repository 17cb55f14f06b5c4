/** What the chain reckons with: heights, windows, difficulty, worth and proofs of relay sessions. */
@NullMarked
package io.restante.settlement;

import org.jspecify.annotations.NullMarked;
