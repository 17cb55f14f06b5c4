/**
 * An installation in processes of its own on one machine: brokers, topologies, gateways, a push worker. What it takes is a Java and this program; what it is for is to see several
 * processes work together, and one of them fail.
 *
 * <p>Every child ends when the process that started it does, however that ends: it reads a standard input that nobody writes to, and its end is the parent's.
 */
@NullMarked
package io.restante.local.several;

import org.jspecify.annotations.NullMarked;
