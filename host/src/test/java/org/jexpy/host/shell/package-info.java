@NullMarked
package org.jexpy.host.shell;

import org.jspecify.annotations.NullMarked;
