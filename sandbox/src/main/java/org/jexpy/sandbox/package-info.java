/** The doors of the sandbox: what a program needs in order to run guest scripts. */
@NullMarked
package org.jexpy.sandbox;

import org.jspecify.annotations.NullMarked;
