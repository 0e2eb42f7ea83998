/** The commands of the program, one small class each: parse, call, print. */
@NullMarked
package org.jexpy.host.cli;

import org.jspecify.annotations.NullMarked;
