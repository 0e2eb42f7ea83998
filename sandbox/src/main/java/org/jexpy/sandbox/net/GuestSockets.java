package org.jexpy.sandbox.net;

import java.net.InetAddress;
import java.util.List;
import org.jexpy.sandbox.GuestServices;
import org.jspecify.annotations.Nullable;

/**
 * All sockets of one guest process: the one class that permissions, clean-up and counts of guest
 * networking hang on.
 *
 * <p>Each socket is registered, unreferenced, in the process's owned resources, so it dies with its
 * process and alone keeps no process alive; a caller that wants otherwise holds a referenced handle
 * of its own.
 */
public interface GuestSockets extends AutoCloseable {

  /**
   * Make sockets for a process, apart from any others of it; they are closed with its resources.
   *
   * @param services the process
   */
  static GuestSockets of(GuestServices services) {
    return new SocketTable(services);
  }

  /**
   * The sockets that surfaces of a process share, so that a descriptor means the same to each.
   *
   * @param services the process
   */
  static GuestSockets shared(GuestServices services) {
    return services.resources().shared(GuestSockets.class, () -> of(services));
  }

  /**
   * Make a socket.
   *
   * @param family the address family
   * @param kind the type; {@link SocketFamily#UNIX} has no datagrams here ({@link
   *     Errno#EPROTONOSUPPORT})
   */
  GuestSocket open(SocketFamily family, SocketKind kind) throws GuestSocketException;

  /** Make two local stream sockets that are connected with each other and have no name. */
  List<GuestSocket> pair() throws GuestSocketException;

  /**
   * Find an open socket.
   *
   * @param descriptor what {@link GuestSocket#descriptor} gave
   * @return the socket, or null if there is none of that number
   */
  @Nullable GuestSocket find(int descriptor);

  /**
   * Resolve a host name with the host's resolver. A name, unlike a numeric address, is asked of the
   * access gate, and a connection to one of the addresses found is then asked by that name as well:
   * a rule for {@code example.com:443} serves programs that resolve first.
   *
   * @param host a name or a numeric address
   * @param port the port the program named, 0 if none
   * @return the addresses in the resolver's order; empty if the name is unknown
   */
  List<InetAddress> resolve(String host, int port);

  /**
   * Find the name of an address. Asked of the access gate unless the address is a loopback one.
   *
   * @param host a numeric address
   * @return the name, or the empty text if there is none
   */
  String nameOf(String host);

  /** The name of this machine; {@code localhost} for a process that may use no network at all. */
  String hostName();

  /**
   * Give an open socket one more number; it is closed when the last one is ({@code dup}).
   *
   * @param descriptor one of its numbers
   * @return the new number
   */
  int duplicate(int descriptor) throws GuestSocketException;

  /**
   * Take a number away; without any the socket is closed.
   *
   * @param descriptor one of its numbers
   */
  void close(int descriptor) throws GuestSocketException;

  /**
   * Wait once for several sockets ({@code select}, {@code poll}). A number that is not open, or
   * that is closed during the wait, is reported with {@link Readiness#NVAL}.
   *
   * @param descriptors the sockets
   * @param events for each of them a mask of {@link Readiness#IN} and {@link Readiness#OUT}
   * @param nanos how long at most; 0 only looks, negative has no limit
   * @param sink gets each ready socket
   * @return how the wait ended
   */
  GuestSocket.Wait select(int[] descriptors, int[] events, long nanos, PollSet.Sink sink)
      throws GuestSocketException;

  /** Make a set of sockets whose readiness one call reports. */
  PollSet pollSet() throws GuestSocketException;

  /** How many sockets are open. */
  int size();

  /** Close every socket; the process has ended. */
  @Override
  void close();
}
