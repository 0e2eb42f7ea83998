/**
 * Files that have to survive a crash, and the operations of the disk that they are made of; sockets
 * that only their owner can use.
 */
@NullMarked
package org.jexpy.bindings.disk;

import org.jspecify.annotations.NullMarked;
