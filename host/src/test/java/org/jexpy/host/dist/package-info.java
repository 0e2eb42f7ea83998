/** Tests of the finished distribution archive, unpacked and used as a user does. */
@NullMarked
package org.jexpy.host.dist;

import org.jspecify.annotations.NullMarked;
