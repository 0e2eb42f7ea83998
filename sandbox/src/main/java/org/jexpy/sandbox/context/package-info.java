/** GraalVM engines and contexts: how they are made, kept in reserve and handed over. */
@NullMarked
package org.jexpy.sandbox.context;

import org.jspecify.annotations.NullMarked;
