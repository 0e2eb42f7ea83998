/** Tests of the adapter of exos, without guests. */
@NullMarked
package org.jexpy.bindings.exos.guest;

import org.jspecify.annotations.NullMarked;
