/**
 * The console of {@code jexpy shell}: editing, history, completion, {@code ?} and paging over a
 * {@link org.jexpy.host.shell.CommandService}, which knows how to reach the container.
 */
@NullMarked
package org.jexpy.host.shell;

import org.jspecify.annotations.NullMarked;
