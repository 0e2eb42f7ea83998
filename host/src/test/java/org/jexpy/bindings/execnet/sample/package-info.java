/** Samples that break rules. */
@NullMarked
package org.jexpy.bindings.execnet.sample;

import org.jspecify.annotations.NullMarked;
