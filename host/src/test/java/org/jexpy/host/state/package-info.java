/** What survives crashes, and what does not get in. */
@NullMarked
package org.jexpy.host.state;

import org.jspecify.annotations.NullMarked;
