/** Programs that measure. */
@NullMarked
package org.jexpy.benchmarks;

import org.jspecify.annotations.NullMarked;
