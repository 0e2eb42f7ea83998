/** {@code jexpy xs} against a server. */
@NullMarked
package org.jexpy.host.xenstore;

import org.jspecify.annotations.NullMarked;
