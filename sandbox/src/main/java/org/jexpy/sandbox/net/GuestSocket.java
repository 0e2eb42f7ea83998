package org.jexpy.sandbox.net;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One socket of a guest process.
 *
 * <p>No operation here blocks except {@link #await}: what cannot be done at once says so by its
 * result. All methods may be called from any thread; one reader and one writer proceed at the same
 * time. Every failure is a {@link GuestSocketException}; a closed socket gives {@link Errno#EBADF}.
 * An address that the process may not use gives the access gate's refusal.
 */
public interface GuestSocket {

  /**
   * What {@link #read}, {@link #write}, {@link #receive} and {@link #send} return when nothing can
   * be done now.
   */
  int WOULD_BLOCK = -1;

  /** The descriptor number the guest knows this socket by; never a number of the host. */
  int descriptor();

  /** The address family. */
  SocketFamily family();

  /** The socket type. */
  SocketKind kind();

  /** Whether the socket is still open. */
  boolean isOpen();

  /**
   * Give the socket a local address.
   *
   * @param local where to bind; port 0 picks a free one
   */
  void bind(GuestAddress local) throws GuestSocketException;

  /**
   * Begin to accept connections.
   *
   * @param backlog how many may wait; 0 and less mean the smallest number
   */
  void listen(int backlog) throws GuestSocketException;

  /**
   * Take the next waiting connection.
   *
   * @return the connection, registered in the same process, or null if none is waiting
   */
  @Nullable GuestSocket accept() throws GuestSocketException;

  /**
   * Connect to an address; a datagram socket only remembers it.
   *
   * @param remote the peer
   * @return true if connected, false if the attempt goes on: wait for {@link Readiness#OUT}, then
   *     call {@link #takeError}
   */
  boolean connect(GuestAddress remote) throws GuestSocketException;

  /**
   * Return and forget the error of the last connection attempt; null if there was none ({@code
   * SO_ERROR}).
   */
  @Nullable Errno takeError() throws GuestSocketException;

  /**
   * Read from a connected socket.
   *
   * @param into where to put the bytes; what does not fit of a datagram is lost
   * @return how many bytes; 0 at the end of the stream; {@link #WOULD_BLOCK} if there is nothing
   *     yet
   */
  int read(ByteBuffer into) throws GuestSocketException;

  /**
   * Look at what {@link #read} would return, and leave it there.
   *
   * @param into where to put a copy of the bytes
   * @return as {@link #read}
   */
  int peek(ByteBuffer into) throws GuestSocketException;

  /**
   * Write to a connected socket.
   *
   * @param from what to write; its position moves
   * @return how many bytes were taken, or {@link #WOULD_BLOCK}
   */
  int write(ByteBuffer from) throws GuestSocketException;

  /**
   * Receive one datagram, or bytes of a stream, with the sender's address.
   *
   * @param into where to put the bytes
   * @param sender gets the address in element 0; null there for a stream
   * @return as {@link #read}
   */
  int receive(ByteBuffer into, @Nullable GuestAddress[] sender) throws GuestSocketException;

  /**
   * Send one datagram.
   *
   * @param from the datagram
   * @param to the receiver
   * @return how many bytes were sent, or {@link #WOULD_BLOCK}
   */
  int send(ByteBuffer from, GuestAddress to) throws GuestSocketException;

  /**
   * End one direction or both.
   *
   * @param input whether nothing more shall be read
   * @param output whether nothing more shall be written
   */
  void shutdown(boolean input, boolean output) throws GuestSocketException;

  /** The local address; the wildcard address with port 0 before {@link #bind}. */
  GuestAddress localAddress() throws GuestSocketException;

  /** The peer's address; {@link Errno#ENOTCONN} if there is none. */
  GuestAddress remoteAddress() throws GuestSocketException;

  /**
   * Read an option.
   *
   * @param level the value of {@code SOL_…} or {@code IPPROTO_…}
   * @param option the value of {@code SO_…} and its like
   * @return the value
   */
  int getOption(int level, int option) throws GuestSocketException;

  /**
   * Set an option; an unknown one gives {@link Errno#ENOPROTOOPT}.
   *
   * @param level the value of {@code SOL_…} or {@code IPPROTO_…}
   * @param option the value of {@code SO_…} and its like
   * @param value the value; for {@code SO_LINGER} the seconds, -1 for off
   */
  void setOption(int level, int option, int value) throws GuestSocketException;

  /**
   * Block the calling thread until the socket is ready, closed, or the time is over.
   *
   * @param events a mask of {@link Readiness#IN} and {@link Readiness#OUT}
   * @param nanos how long at most; negative for no limit
   * @return how the wait ended
   */
  Wait await(int events, long nanos) throws GuestSocketException;

  /**
   * Make a way to wait for this socket again and again.
   *
   * @return it; to be closed by the caller
   */
  SocketPoll poll() throws GuestSocketException;

  /**
   * Have a callback run once, as soon as the socket is ready; nothing is blocked. The callback is
   * dropped if the socket is closed first. To hear more, call this again.
   *
   * @param events a mask of {@link Readiness#IN} and {@link Readiness#OUT}
   * @param executor where the callback runs, normally the owner's Runner
   * @param callback gets the mask that is ready
   * @return closing it forgets the callback
   */
  Watch onReady(int events, Executor executor, IntConsumer callback) throws GuestSocketException;

  /**
   * Close the socket: waiting threads wake with {@link Errno#EBADF}, callbacks are dropped. Closing
   * twice does nothing.
   */
  void close();

  /** How {@link #await} ended. */
  enum Wait {
    /** At least one of the events is there, or the socket was closed: try again. */
    READY,
    /** The time is over. */
    TIMEOUT,
    /**
     * The thread was interrupted, or has to look for signals: go back to guest code, then wait
     * again.
     */
    INTERRUPTED
  }

  /** A callback that waits for readiness. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
