/** Samples that break rules. */
@NullMarked
package org.jexpy.host.sample;

import org.jspecify.annotations.NullMarked;
