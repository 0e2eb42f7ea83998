/** Tests of the exos surface. */
@NullMarked
package org.jexpy.bindings.exos;

import org.jspecify.annotations.NullMarked;
