/**
 * A whole installation in processes of its own (three brokers, two topologies, three gateways), real clients that note what they know, and a nemesis that breaks
 * it all, by a seed. What may never happen is looked for in the journal alone, afterwards.
 */
@NullMarked
package io.restante.faults;

import org.jspecify.annotations.NullMarked;
