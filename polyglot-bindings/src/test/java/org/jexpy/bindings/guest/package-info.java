/** Tests of what the guest adapters share. */
@NullMarked
package org.jexpy.bindings.guest;

import org.jspecify.annotations.NullMarked;
