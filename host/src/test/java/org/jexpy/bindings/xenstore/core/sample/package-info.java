/** Samples that break rules. */
@NullMarked
package org.jexpy.bindings.xenstore.core.sample;

import org.jspecify.annotations.NullMarked;
