/**
 * The contract harness: one table of cases per surface, run from Python and from JavaScript against
 * the same Java core. A surface adds a text resource and a test class of a few lines; see {@link
 * org.jexpy.bindings.testkit.SurfaceContract}.
 */
@NullMarked
package org.jexpy.bindings.testkit;

import org.jspecify.annotations.NullMarked;
