/** The JavaScript world: event loop, modules, globals, how a script is run. */
@NullMarked
package org.jexpy.sandbox.js;

import org.jspecify.annotations.NullMarked;
