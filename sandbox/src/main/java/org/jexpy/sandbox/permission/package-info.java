/** What a guest may do: permissions, allow and deny lists, and the gate that everybody asks. */
@NullMarked
package org.jexpy.sandbox.permission;

import org.jspecify.annotations.NullMarked;
