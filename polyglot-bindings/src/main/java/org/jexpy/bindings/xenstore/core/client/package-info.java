/**
 * A client of XenStore for Java programs: calls that may be many at a time, transactions, watches.
 * It needs neither a guest nor another thread of its own: whoever waits reads for all.
 */
@NullMarked
package org.jexpy.bindings.xenstore.core.client;

import org.jspecify.annotations.NullMarked;
