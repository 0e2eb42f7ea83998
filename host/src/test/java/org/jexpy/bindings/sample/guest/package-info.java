/** Samples that break rules. */
@NullMarked
package org.jexpy.bindings.sample.guest;

import org.jspecify.annotations.NullMarked;
