/** The threads of a guest process. No other package of the sandbox makes threads. */
@NullMarked
package org.jexpy.sandbox.thread;

import org.jspecify.annotations.NullMarked;
