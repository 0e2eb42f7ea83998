/** The file system as a guest sees it. */
@NullMarked
package org.jexpy.sandbox.fs;

import org.jspecify.annotations.NullMarked;
