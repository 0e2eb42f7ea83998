/** Tests of the XenStore server. */
@NullMarked
package org.jexpy.bindings.xenstore.core.server;

import org.jspecify.annotations.NullMarked;
