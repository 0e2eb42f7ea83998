/** The Python world: argv, paths, facades, how a script becomes {@code __main__}. */
@NullMarked
package org.jexpy.sandbox.python;

import org.jspecify.annotations.NullMarked;
