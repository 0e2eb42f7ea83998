/** What carries frames, and what a gateway needs of the machine. */
@NullMarked
package org.jexpy.bindings.execnet.transport;

import org.jspecify.annotations.NullMarked;
