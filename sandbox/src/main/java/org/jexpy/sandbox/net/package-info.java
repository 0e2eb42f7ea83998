/**
 * Guest sockets: host-owned NIO channels that guest code reaches through its language's own socket
 * modules.
 *
 * <p>{@link org.jexpy.sandbox.net.GuestSockets} is the door: one instance per guest process. Every
 * channel is always non-blocking underneath; blocking calls and timeouts are waits of ours on a
 * selector, so that closing the socket, ending the process or interrupting the thread ends them.
 * Every address is asked of the process's access gate before it is used.
 */
@NullMarked
package org.jexpy.sandbox.net;

import org.jspecify.annotations.NullMarked;
