/** Crashes, cuts and flips. */
@NullMarked
package org.jexpy.bindings.xenstore.core.store.file;

import org.jspecify.annotations.NullMarked;
