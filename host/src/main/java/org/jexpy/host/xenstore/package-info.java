/** XenStore for people: {@code jexpy xs} on any socket. */
@NullMarked
package org.jexpy.host.xenstore;

import org.jspecify.annotations.NullMarked;
