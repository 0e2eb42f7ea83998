/** Runs the examples as their reader would. */
@NullMarked
package org.jexpy.examples;

import org.jspecify.annotations.NullMarked;
