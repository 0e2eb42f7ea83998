@NullMarked
package org.jexpy.host.container;

import org.jspecify.annotations.NullMarked;
