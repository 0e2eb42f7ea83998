/**
 * The protocol of XenStore: packets and their frames, operations, errors, the rules of paths and
 * permissions. Client and server share it; it knows neither sockets nor threads.
 */
@NullMarked
package org.jexpy.bindings.xenstore.core.wire;

import org.jspecify.annotations.NullMarked;
