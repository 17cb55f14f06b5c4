/**
 * What can be set, in one tree of records. {@link io.restante.app.settings.Settings} is the tree and holds its defaults; {@link
 * io.restante.app.settings.SettingsReader} fills it, once, at the start; {@link io.restante.app.settings.SettingsReference} writes it down
 * for people. A component of a record is a setting, and its path is the names of the components down to it: {@code mailbox.limitMessages}.
 *
 * <p>Each record checks its own values when it is made, and complains as {@code name: expected …, got …}; the reader adds the path and
 * where the value came from.
 */
@NullMarked
package io.restante.app.settings;

import org.jspecify.annotations.NullMarked;
