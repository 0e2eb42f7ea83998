/** What the host supplies to the surfaces of its processes. */
@NullMarked
package org.jexpy.host.surfaces;

import org.jspecify.annotations.NullMarked;
