/** Samples that break rules. */
@NullMarked
package org.jexpy.bindings.sample.core;

import org.jspecify.annotations.NullMarked;
