/**
 * The logs of a container: what its parts and its processes report ({@link
 * org.jexpy.host.log.EventLog}), and what each process prints ({@link
 * org.jexpy.host.log.ProcessLog}). Whoever logs never waits for a disk; what a flood or a full disk
 * costs is counted, and the count is logged in its place.
 */
@NullMarked
package org.jexpy.host.log;

import org.jspecify.annotations.NullMarked;
