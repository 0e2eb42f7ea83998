package org.jexpy.bindings.xenstore.core.client;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jexpy.bindings.BindingsThreads;
import org.jexpy.bindings.xenstore.core.wire.FrameReader;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.MalformedPacketException;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A link over the device of a domain, {@code /dev/xen/xenbus}. It cannot be waited for but by
 * reading, so a thread of its own reads it; and another one writes, since the device may take its
 * time, and wants each packet whole and alone.
 *
 * <p>A thread in the midst of reading the device cannot be stopped: {@link #close} has the server
 * answer something, after which it sees that it is over. With a server that is silent it stays, and
 * the device stays open.
 */
public final class XenBusLink implements Link {
  /** How many bytes are held that nobody has read, and how many that the device has not taken. */
  private static final int ROOM = 64 * 1024;

  private static final Packet LAST_WORDS =
      Packet.request(Operation.GET_DOMAIN_PATH, -1, 0, Payload.of("0"));

  private final String name;
  private final RandomAccessFile device;
  private final ReentrantLock lock = new ReentrantLock();

  // All below is guarded by the lock.
  private final Condition changed = lock.newCondition();
  private final ByteBuffer arrived = ByteBuffer.allocate(ROOM).flip();
  private final FrameReader requests = new FrameReader();
  private int unsent;
  private boolean ended;
  private @Nullable IOException failure;
  private boolean woken;
  private boolean closed;

  private XenBusLink(String name, RandomAccessFile device) {
    this.name = name;
    this.device = device;
  }

  /**
   * Open a device. Each opening is a connection of its own.
   *
   * @param path its path
   * @throws IOException if it is missing, or cannot be read and written
   */
  public static XenBusLink open(Path path) throws IOException {
    return open(path, path.toString());
  }

  /**
   * Open a device that messages call otherwise.
   *
   * @param path its path
   * @param name what to call it
   * @throws IOException if it is missing, or cannot be read and written
   */
  public static XenBusLink open(Path path, String name) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString()); // opening would make a file
    }
    XenBusLink link = new XenBusLink(name, new RandomAccessFile(path.toString(), "rw"));
    BindingsThreads.daemon("jexpy-xenbus-reader", link::readDevice).start();
    BindingsThreads.daemon("jexpy-xenbus-writer", link::writeDevice).start();
    return link;
  }

  private void readDevice() {
    byte[] bytes = new byte[Packet.HEADER + Packet.MAX_PAYLOAD];
    IOException broken = null;
    try (device) {
      int count = device.read(bytes);
      while (count > 0 && keep(bytes, count)) {
        count = device.read(bytes);
      }
    } catch (IOException e) {
      broken = e;
    }
    lock.lock();
    try {
      ended = true;
      failure = failure == null ? broken : failure;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** False if nobody wants more. */
  private boolean keep(byte[] bytes, int count) {
    lock.lock();
    try {
      while (!closed && arrived.capacity() - arrived.remaining() < count) {
        changed.awaitUninterruptibly();
      }
      if (!closed) {
        arrived.compact().put(bytes, 0, count).flip();
        changed.signalAll();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void writeDevice() {
    try {
      for (Packet packet = nextRequest(); packet != null; packet = nextRequest()) {
        device.write(FrameWriter.encode(packet).array());
      }
    } catch (IOException e) {
      broken(e);
    }
    try {
      device.write(FrameWriter.encode(LAST_WORDS).array());
    } catch (IOException e) {
      broken(e); // the reader has ended with the device, or never will
    }
  }

  /** Nothing more can be written. Nobody else can end the reader, so that waits for the close. */
  private void broken(IOException e) {
    lock.lock();
    try {
      failure = failure == null ? e : failure;
      changed.signalAll();
      while (!closed && !ended) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Wait for it; null if the link was closed, and all that it has taken is written. */
  private @Nullable Packet nextRequest() throws MalformedPacketException {
    lock.lock();
    try {
      while (true) {
        Packet packet = requests.next();
        if (packet != null) {
          unsent -= packet.size();
          changed.signalAll();
          return packet;
        }
        if (closed) {
          return null;
        }
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    lock.lock();
    try {
      requireOpen();
      int count = Math.min(into.remaining(), arrived.remaining());
      if (count == 0) {
        requireUsable();
        return ended ? -1 : 0;
      }
      into.put(into.position(), arrived, arrived.position(), count);
      into.position(into.position() + count);
      arrived.position(arrived.position() + count);
      changed.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    lock.lock();
    try {
      requireUsable();
      int count = Math.min(from.remaining(), ROOM - unsent);
      requests.feed(from.slice(from.position(), count));
      from.position(from.position() + count);
      unsent += count;
      changed.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("it was closed");
    }
  }

  private void requireUsable() throws IOException {
    requireOpen();
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  @Override
  public Ready await(int events, long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (!isReady(events)) {
        if (nanos < 0) {
          changed.await();
        } else if (left <= 0) {
          return Ready.TIMEOUT;
        } else {
          left = changed.awaitNanos(left);
        }
      }
      woken = false;
      return Ready.READY;
    } catch (InterruptedException e) {
      return Ready.INTERRUPTED;
    } finally {
      lock.unlock();
    }
  }

  private boolean isReady(int events) {
    return closed
        || woken
        || ended
        || failure != null
        || ((events & IN) != 0 && arrived.hasRemaining())
        || ((events & OUT) != 0 && unsent < ROOM);
  }

  @Override
  public void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
