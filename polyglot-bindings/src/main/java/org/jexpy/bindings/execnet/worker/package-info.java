/** Workers of controllers that are not ours: what starts them is read, and never evaluated. */
@NullMarked
package org.jexpy.bindings.execnet.worker;

import org.jspecify.annotations.NullMarked;
