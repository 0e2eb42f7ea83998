/**
 * The tree of a XenStore: immutable states, the changes that lead from one to the next, operations
 * with their permissions and quotas, transactions. It knows no connections and starts no threads.
 */
@NullMarked
package org.jexpy.bindings.xenstore.core.store;

import org.jspecify.annotations.NullMarked;
