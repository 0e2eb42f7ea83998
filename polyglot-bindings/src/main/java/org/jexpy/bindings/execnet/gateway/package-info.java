/** Gateways of both sides: they read and send frames, and know what runs. */
@NullMarked
package org.jexpy.bindings.execnet.gateway;

import org.jspecify.annotations.NullMarked;
