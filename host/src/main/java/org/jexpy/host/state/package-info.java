/**
 * What a container keeps on disk: its directory, which one container at a time may use, and its
 * configuration, which survives a crash at any instant (design §8).
 */
@NullMarked
package org.jexpy.host.state;

import org.jspecify.annotations.NullMarked;
