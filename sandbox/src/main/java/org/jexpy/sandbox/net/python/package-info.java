/**
 * What Python's {@code _socket}, {@code select} and {@code _ssl} facades call: guest sockets with
 * numbers for results.
 */
@NullMarked
package org.jexpy.sandbox.net.python;

import org.jspecify.annotations.NullMarked;
