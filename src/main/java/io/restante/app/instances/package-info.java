/**
 * How instances of one installation find and ask each other. Each notes the partitions it holds, with its address, as the offsets of a
 * group that nobody consumes in ({@link io.restante.app.instances.HolderNotes}); whoever asks reads the notes ({@link
 * io.restante.app.instances.NotedHolders}) and sends its question to the operations port there ({@link
 * io.restante.app.instances.HttpLine}).
 */
@NullMarked
package io.restante.app.instances;

import org.jspecify.annotations.NullMarked;
