/** The container: processes, their command language, their logs and their state, as one object. */
@NullMarked
package org.jexpy.host.container;

import org.jspecify.annotations.NullMarked;
