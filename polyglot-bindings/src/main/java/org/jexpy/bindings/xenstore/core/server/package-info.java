/**
 * The XenStore server. One thread owns everything: the store, watches, domains and connections; so
 * nothing has a lock. Netty is known to the classes that deal with sockets, and to nothing else.
 */
@NullMarked
package org.jexpy.bindings.xenstore.core.server;

import org.jspecify.annotations.NullMarked;
