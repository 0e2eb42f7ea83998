/** Functions of a guest that its owner calls by name, with plain data both ways. */
@NullMarked
package org.jexpy.sandbox.function;

import org.jspecify.annotations.NullMarked;
