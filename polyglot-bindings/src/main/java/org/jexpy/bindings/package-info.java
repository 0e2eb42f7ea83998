/** The module surfaces of guest scripts: Java cores with thin Python and JavaScript facades. */
@NullMarked
package org.jexpy.bindings;

import org.jspecify.annotations.NullMarked;
