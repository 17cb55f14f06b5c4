/**
 * What differs between the live application and a shadow: their stores, read from their changelogs, and what they wrote, at one and the same position of the inputs. What was
 * touched after that position is named and not compared.
 */
@NullMarked
package io.restante.replay.diff;

import org.jspecify.annotations.NullMarked;
