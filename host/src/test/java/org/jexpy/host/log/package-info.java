/** Tests of the logs. */
@NullMarked
package org.jexpy.host.log;

import org.jspecify.annotations.NullMarked;
