/** Groups of gateways: how they are made, and how they end. */
@NullMarked
package org.jexpy.bindings.execnet.group;

import org.jspecify.annotations.NullMarked;
