@NullMarked
package org.jexpy.host.command.log;

import org.jspecify.annotations.NullMarked;
