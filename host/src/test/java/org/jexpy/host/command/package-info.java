@NullMarked
package org.jexpy.host.command;

import org.jspecify.annotations.NullMarked;
