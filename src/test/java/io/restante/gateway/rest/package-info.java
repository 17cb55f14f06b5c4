@NullMarked
package io.restante.gateway.rest;

import org.jspecify.annotations.NullMarked;
