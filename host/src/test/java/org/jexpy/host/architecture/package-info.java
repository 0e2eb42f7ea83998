/**
 * The rules of the design, executed. Each rule has samples below {@code org.jexpy.*.sample} that
 * break it, so that a rule which no longer catches anything is noticed.
 */
@NullMarked
package org.jexpy.host.architecture;

import org.jspecify.annotations.NullMarked;
