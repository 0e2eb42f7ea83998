/** Processes as values: what one is told to be, and what is known of one; and what can go wrong. */
@NullMarked
package org.jexpy.host.process;

import org.jspecify.annotations.NullMarked;
