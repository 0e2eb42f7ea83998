/**
 * Who waits for whom: call chains, lanes and the graph that refuses a call that could never end.
 */
@NullMarked
package org.jexpy.sandbox.callgraph;

import org.jspecify.annotations.NullMarked;
