/** Commands about the container's XenStore. */
@NullMarked
package org.jexpy.host.command.xenstore;

import org.jspecify.annotations.NullMarked;
