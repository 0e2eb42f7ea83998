/** Guests as wholes: what a script run by hand and a process of a container have in common. */
@NullMarked
package org.jexpy.sandbox.guest;

import org.jspecify.annotations.NullMarked;
