/** Tests of the protocol of XenStore. */
@NullMarked
package org.jexpy.bindings.xenstore.core.wire;

import org.jspecify.annotations.NullMarked;
