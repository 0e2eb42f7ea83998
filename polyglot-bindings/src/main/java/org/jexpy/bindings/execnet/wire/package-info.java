/** execnet's frames (§2): a header of nine bytes and a payload, in both directions. */
@NullMarked
package org.jexpy.bindings.execnet.wire;

import org.jspecify.annotations.NullMarked;
