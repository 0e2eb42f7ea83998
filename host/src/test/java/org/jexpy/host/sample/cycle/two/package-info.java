/** Samples that break rules. */
@NullMarked
package org.jexpy.host.sample.cycle.two;

import org.jspecify.annotations.NullMarked;
