/** The commands about processes: specification of EXOS §4. */
@NullMarked
package org.jexpy.host.command.process;

import org.jspecify.annotations.NullMarked;
