@NullMarked
package org.jexpy.bindings.xenstore.guest;

import org.jspecify.annotations.NullMarked;
