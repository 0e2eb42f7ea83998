/** The commands about what is saved. */
@NullMarked
package org.jexpy.host.command.configuration;

import org.jspecify.annotations.NullMarked;
