/** The life of processes: starting, stopping, restarting, and what is left of them. */
@NullMarked
package org.jexpy.host.supervision;

import org.jspecify.annotations.NullMarked;
