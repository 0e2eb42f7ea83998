/** Channels (§1.5, §4): their states, their items on arrival, and the table that has them all. */
@NullMarked
package org.jexpy.bindings.execnet.channel;

import org.jspecify.annotations.NullMarked;
