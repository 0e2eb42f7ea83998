/** What a gateway is to be: the text that says it, and how its worker runs tasks. */
@NullMarked
package org.jexpy.bindings.execnet.spec;

import org.jspecify.annotations.NullMarked;
