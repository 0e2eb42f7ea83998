@NullMarked
package org.jexpy.bindings.xenstore.core.client;

import org.jspecify.annotations.NullMarked;
