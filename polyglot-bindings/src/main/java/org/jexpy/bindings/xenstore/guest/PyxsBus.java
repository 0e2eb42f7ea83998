package org.jexpy.bindings.xenstore.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jexpy.bindings.xenstore.core.client.Link;
import org.jexpy.bindings.xenstore.core.client.StoreConnection;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.resource.Handle;

/**
 * The device of a domain that a script has open: the script reads and writes it itself, or has a
 * channel do so.
 */
public final class PyxsBus {
  /** Nothing can be done yet: the script looks for signals, and asks again. */
  private static final int AGAIN = 0;

  /** How much is read at a time, whatever a header says that is to come. */
  private static final long MOST_AT_ONCE = 64 * 1024;

  private final PyxsHost host;
  private final Link link;
  private final Handle handle;

  PyxsBus(PyxsHost host, Link link, Handle handle) {
    this.host = host;
    this.link = link;
    this.handle = handle;
  }

  /**
   * Read what is there.
   *
   * @param most how many bytes at most; there may be less, whatever has arrived
   * @return the bytes, none at the end; a number if it has to be asked again; a {@link PyxsLoss} if
   *     it is broken or closed
   */
  @GuestVisible
  public Object read(long most) {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, MOST_AT_ONCE));
    try {
      int count = link.read(bytes);
      if (count == 0) {
        link.await(Link.IN, host.patience());
        return AGAIN;
      }
      return Payload.text(bytes.array(), 0, Math.max(0, count));
    } catch (IOException e) {
      return new PyxsLoss(PyxsChannel.textOf(e));
    }
  }

  /**
   * Write what there is room for.
   *
   * @param bytes the bytes
   * @return how many were taken; a {@link PyxsLoss} if it is broken or closed
   */
  @GuestVisible
  public Object write(String bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
    try {
      int count = link.write(from);
      if (count == 0) {
        link.await(Link.OUT, host.patience());
      }
      return count;
    } catch (IOException e) {
      return new PyxsLoss(PyxsChannel.textOf(e));
    }
  }

  /** Speak XenStore over it from now on. */
  @GuestVisible
  public PyxsChannel channel() {
    return new PyxsChannel(host, new StoreConnection(link));
  }

  /** Close it; closing twice does nothing. */
  @GuestVisible
  public void close() {
    handle.close();
  }
}
