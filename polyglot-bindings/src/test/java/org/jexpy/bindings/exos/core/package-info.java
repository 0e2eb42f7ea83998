/** Tests of the core of exos. */
@NullMarked
package org.jexpy.bindings.exos.core;

import org.jspecify.annotations.NullMarked;
