/**
 * The private run-time image: the user's own JDK with the guest compiler linked in, which has what
 * a stock JDK cannot have together, a start-up cache and the guest JIT. Made on the user's machine,
 * so that jexpy distributes no JDK.
 */
@NullMarked
package org.jexpy.host.setup;

import org.jspecify.annotations.NullMarked;
