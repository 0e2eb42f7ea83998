/** Commands about the system itself. */
@NullMarked
package org.jexpy.host.command.system;

import org.jspecify.annotations.NullMarked;
