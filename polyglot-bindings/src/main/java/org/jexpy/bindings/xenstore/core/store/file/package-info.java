/**
 * A store in files: a journal of changes, and from time to time a snapshot of everything. After a
 * crash at any instant, and whatever was damaged, the store is as it was after one of its changes.
 */
@NullMarked
package org.jexpy.bindings.xenstore.core.store.file;

import org.jspecify.annotations.NullMarked;
