package org.jexpy.bindings.xenstore.guest;

import java.util.concurrent.TimeUnit;
import org.jexpy.bindings.xenstore.core.client.StoreConnection;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.net.GuestSocket;
import org.jexpy.sandbox.net.GuestSocketException;
import org.jexpy.sandbox.net.GuestSockets;
import org.jspecify.annotations.Nullable;

/**
 * The host object of the {@code pyxs} facades. Bytes of Python cross as text of the characters 0 to
 * 255.
 */
public final class PyxsHost {
  /** How long the script's main thread waits at a time, so that it hears of signals. */
  private static final long SIGNAL_CHECK = TimeUnit.MILLISECONDS.toNanos(50);

  private final GuestServices services;

  PyxsHost(GuestServices services) {
    this.services = services;
  }

  /**
   * Speak XenStore over a socket of the script from now on.
   *
   * @param descriptor the socket, which is connected
   * @param name what it is connected to, for messages
   * @return the channel; null if there is no such socket any more
   */
  @GuestVisible
  public @Nullable PyxsChannel open(int descriptor, String name) {
    GuestSocket socket = GuestSockets.shared(services).find(descriptor);
    if (socket == null) {
      return null;
    }
    try {
      return new PyxsChannel(this, new StoreConnection(new GuestLink(socket, name)));
    } catch (GuestSocketException e) {
      return null; // closed at this moment, or the process has no descriptor left
    }
  }

  /** A queue of events, of no connection yet. */
  @GuestVisible
  public PyxsEvents events() {
    return new PyxsEvents(this);
  }

  /** How long the calling thread may wait before it goes back to the script; negative for ever. */
  long patience() {
    return services.runner().isCurrent() ? SIGNAL_CHECK : -1;
  }
}
