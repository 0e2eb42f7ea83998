/** Commands over a socket. */
@NullMarked
package org.jexpy.host.control;

import org.jspecify.annotations.NullMarked;
