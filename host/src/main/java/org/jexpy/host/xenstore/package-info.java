/**
 * XenStore for people, and for the scripts of a program: {@code jexpy xs} on any socket, and a
 * server.
 */
@NullMarked
package org.jexpy.host.xenstore;

import org.jspecify.annotations.NullMarked;
