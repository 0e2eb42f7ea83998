@NullMarked
package org.jexpy.host.junit;

import org.jspecify.annotations.NullMarked;
