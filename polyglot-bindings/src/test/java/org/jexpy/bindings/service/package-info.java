/** Tests of the service rule. */
@NullMarked
package org.jexpy.bindings.service;

import org.jspecify.annotations.NullMarked;
