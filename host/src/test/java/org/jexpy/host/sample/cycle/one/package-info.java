/** Samples that break rules. */
@NullMarked
package org.jexpy.host.sample.cycle.one;

import org.jspecify.annotations.NullMarked;
