/** Scripts that are run by commands. */
@NullMarked
package org.jexpy.host.command.script;

import org.jspecify.annotations.NullMarked;
