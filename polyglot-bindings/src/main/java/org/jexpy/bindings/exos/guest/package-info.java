/** How guests reach {@code exos.api}: the adapter and the facades beside it in the resources. */
@NullMarked
package org.jexpy.bindings.exos.guest;

import org.jspecify.annotations.NullMarked;
