package org.jexpy.bindings.xenstore.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Value;
import org.jexpy.bindings.xenstore.core.client.Link;
import org.jexpy.bindings.xenstore.core.client.StoreConnection;
import org.jexpy.bindings.xenstore.core.client.XenBusLink;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.net.GuestSocket;
import org.jexpy.sandbox.net.GuestSocketException;
import org.jexpy.sandbox.net.GuestSockets;
import org.jexpy.sandbox.permission.AccessRefusedException;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * The host object of the {@code pyxs} facades of both languages. Bytes cross as text of the
 * characters 0 to 255.
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
      return new PyxsChannel(this, new StoreConnection(GuestLink.awaited(socket, name)));
    } catch (GuestSocketException e) {
      return null; // closed at this moment, or the process has no descriptor left
    }
  }

  /**
   * Open the device of a domain: reading and writing it have to be allowed, as for any file.
   *
   * @param path its path, absolute
   * @param name what to call it in messages
   * @return a {@link PyxsBus}, or the number of an error
   */
  @GuestVisible
  public Object bus(String path, String name) {
    Path real;
    try {
      real = services.files().toReadAndWrite(path);
    } catch (AccessRefusedException e) {
      return Errno.EACCES.number();
    } catch (InvalidPathException e) {
      return Errno.ENOENT.number();
    }
    try {
      Link link = XenBusLink.open(real, name);
      Handle handle = services.resources().register(ResourceKind.FILE, "xenbus " + name, link);
      handle.unref();
      return new PyxsBus(this, link, handle);
    } catch (NoSuchFileException e) {
      return Errno.ENOENT.number();
    } catch (IOException e) {
      return (Files.isDirectory(real) ? Errno.EISDIR : openable(real) ? Errno.EIO : Errno.EACCES)
          .number();
    } catch (IllegalStateException e) { // the process has ended
      return Errno.EIO.number();
    }
  }

  private static boolean openable(Path real) {
    return Files.isReadable(real) && Files.isWritable(real);
  }

  /**
   * Connect to a server's local socket, for a JavaScript process.
   *
   * @param path its path
   * @param told called with the path and the token of each event, and with null and a reason when
   *     the connection is lost
   * @param done called with the {@link JsStore}, or null, why, and the name and the number of the
   *     error; perhaps before this returns
   */
  @GuestVisible
  public JsAttempt connect(String path, Value told, Value done) {
    return JsAttempt.start(services, path, told, done);
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
