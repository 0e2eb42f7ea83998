/**
 * The {@code execnet} package of Python guests and {@code jexpy:execnet} of JavaScript guests, over
 * gateways and channels.
 */
@NullMarked
package org.jexpy.bindings.execnet.guest;

import org.jspecify.annotations.NullMarked;
