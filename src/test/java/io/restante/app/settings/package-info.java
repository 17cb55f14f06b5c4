/** What the settings accept, and what they say to what they do not. */
@NullMarked
package io.restante.app.settings;

import org.jspecify.annotations.NullMarked;
