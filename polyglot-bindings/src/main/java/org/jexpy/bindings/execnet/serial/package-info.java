/**
 * The serializer of execnet: how values become bytes and bytes values (execnet specification, §5).
 * It knows neither gateways nor guests: what it makes of a value of a channel is said by whoever
 * calls.
 */
@NullMarked
package org.jexpy.bindings.execnet.serial;

import org.jspecify.annotations.NullMarked;
