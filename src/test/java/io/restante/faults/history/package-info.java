/**
 * What was seen of a run that was broken on purpose, and what may never be seen. A history is the lines of one journal, in the order in which they were noted;
 * each thing that may never happen is one checker, which looks at lines alone and says what of them shows it.
 */
@NullMarked
package io.restante.faults.history;

import org.jspecify.annotations.NullMarked;
