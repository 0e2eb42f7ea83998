/** What the guest adapters of all surfaces share. */
@NullMarked
package org.jexpy.bindings.guest;

import org.jspecify.annotations.NullMarked;
