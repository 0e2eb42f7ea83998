/** Tests of what guests have of execnet. */
@NullMarked
package org.jexpy.bindings.execnet.guest;

import org.jspecify.annotations.NullMarked;
