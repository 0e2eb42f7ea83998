/** {@code run script}: files of commands, and scripts that give commands. */
@NullMarked
package org.jexpy.host.command.script;

import org.jspecify.annotations.NullMarked;
