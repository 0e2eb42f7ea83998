/** How other programs command a container: a Unix socket that its owner alone can open. */
@NullMarked
package org.jexpy.host.control;

import org.jspecify.annotations.NullMarked;
