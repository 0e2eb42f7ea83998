/** What {@code exos.api} does, without guests: state, rules and errors. */
@NullMarked
package org.jexpy.bindings.exos.core;

import org.jspecify.annotations.NullMarked;
