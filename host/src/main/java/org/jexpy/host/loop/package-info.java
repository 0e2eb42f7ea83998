/** The main loop: the one thread that decides. And the only maker of the host's threads. */
@NullMarked
package org.jexpy.host.loop;

import org.jspecify.annotations.NullMarked;
