/** What a guest process holds: timers, sockets, threads, files. All of it dies with its process. */
@NullMarked
package org.jexpy.sandbox.resource;

import org.jspecify.annotations.NullMarked;
