/** Tests of the command line. */
@NullMarked
package org.jexpy.host.cli;

import org.jspecify.annotations.NullMarked;
