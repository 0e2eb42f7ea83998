/**
 * The {@code pyxs} package of Python guests and {@code jexpy:pyxs} of JavaScript guests, over the
 * XenStore client.
 */
@NullMarked
package org.jexpy.bindings.xenstore.guest;

import org.jspecify.annotations.NullMarked;
