/** Samples that break rules. */
@NullMarked
package org.jexpy.sandbox.sample;

import org.jspecify.annotations.NullMarked;
