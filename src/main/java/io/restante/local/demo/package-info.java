/**
 * The demonstration: a local run in a process of its own, and clients that reach it as anybody's would, over sockets. The clients know
 * nothing of the rooms behind the wire; what they say and hear are the documents' words.
 */
@NullMarked
package io.restante.local.demo;

import org.jspecify.annotations.NullMarked;
