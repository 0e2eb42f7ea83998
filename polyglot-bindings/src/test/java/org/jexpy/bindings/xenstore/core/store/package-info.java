/** Tests of the tree of XenStore. */
@NullMarked
package org.jexpy.bindings.xenstore.core.store;

import org.jspecify.annotations.NullMarked;
