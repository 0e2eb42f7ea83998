/** Where the program begins. */
@NullMarked
package org.jexpy.host.launcher;

import org.jspecify.annotations.NullMarked;
