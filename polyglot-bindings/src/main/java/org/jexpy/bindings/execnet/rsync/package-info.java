/** Copies trees of files to other machines (§7), both sides. */
@NullMarked
package org.jexpy.bindings.execnet.rsync;

import org.jspecify.annotations.NullMarked;
