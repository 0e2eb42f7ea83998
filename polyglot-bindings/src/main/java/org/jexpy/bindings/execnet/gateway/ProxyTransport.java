package org.jexpy.bindings.execnet.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jexpy.bindings.execnet.channel.ChannelEofException;
import org.jexpy.bindings.execnet.channel.ExecnetException;
import org.jexpy.bindings.execnet.channel.Item;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jexpy.bindings.execnet.transport.StreamTransport;
import org.jspecify.annotations.Nullable;

/**
 * Carries frames through another gateway, whose worker starts this one's (§6.5): an item is what is
 * written at once, in both directions.
 */
public final class ProxyTransport extends StreamTransport {
  private static final int KILL = 1;
  private static final int WAIT = 2;
  private static final int CLOSE_WRITE = 4;

  private final RawChannel control;
  private final @Nullable String address;
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private boolean asked;

  private ProxyTransport(RawChannel data, RawChannel control, @Nullable String address) {
    super(new Items(data), new Sender(data));
    this.control = control;
    this.address = address;
    // Answers are numbers of processes that have ended, and nothing for what was done.
    control.onItem(this::answered, () -> status.complete(-1));
  }

  /**
   * Have another gateway's worker start a worker.
   *
   * @param master the other gateway
   * @param forwarder what it executes for that
   * @param file where that comes from
   * @param spec what is asked for
   * @param address where the worker will be; null if on the machine of the other
   * @throws ExecnetException if the other is gone
   */
  public static ProxyTransport open(
      Gateway master, String forwarder, String file, XSpec spec, @Nullable String address) {
    RawChannel data = master.remoteExec(forwarder, file, null, Dumper.dump(Map.of()));
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("_spec", spec.toString());
    wanted.put("env", spec.environment());
    wanted.putAll(spec.values());
    data.send(Dumper.dump(wanted));
    RawChannel control = master.newChannel();
    data.send(Dumper.dump(control));
    return new ProxyTransport(data, control, address);
  }

  private void answered(Item item) {
    if (item.value() instanceof Long number) {
      status.complete(Math.toIntExact(number));
    }
  }

  private void ask(int what) {
    try {
      control.send(Dumper.dump(what));
    } catch (ExecnetException e) {
      // The other gateway is gone, and with it this one.
      status.complete(-1);
    }
  }

  @Override
  public void closeWrite() {
    ask(CLOSE_WRITE);
  }

  /** The worker's output ends by itself. */
  @Override
  public void closeRead() {}

  @Override
  public OptionalInt await(Duration limit) throws InterruptedException {
    synchronized (this) {
      if (!asked) {
        asked = true;
        ask(WAIT);
      }
    }
    try {
      return OptionalInt.of(status.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return OptionalInt.empty();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public boolean hasProcess() {
    return true;
  }

  @Override
  public void kill() {
    ask(KILL);
  }

  @Override
  public Optional<String> remoteAddress() {
    return Optional.ofNullable(address);
  }

  /** Items one after the other. */
  private static final class Items extends InputStream {
    private final RawChannel channel;
    private byte[] item = {};
    private int at;

    Items(RawChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      return more() ? item[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!more()) {
        return -1;
      }
      int count = Math.min(length, item.length - at);
      System.arraycopy(item, at, into, offset, count);
      at += count;
      return count;
    }

    /** Have a byte, if there is one. An interrupt is for who waits, which this does not. */
    private boolean more() throws IOException {
      while (at == item.length) {
        try {
          Optional<byte[]> next = ProxyItem.bytes(channel.receive(null));
          item = next.orElseThrow(() -> new IOException("the other gateway sent no bytes"));
          at = 0;
        } catch (ChannelEofException e) {
          return false;
        } catch (ExecnetException e) {
          throw new IOException(
              "the other gateway could not start the worker: " + e.getMessage(), e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return true;
    }
  }

  /** What is written at once is an item. */
  private static final class Sender extends OutputStream {
    private final RawChannel channel;

    Sender(RawChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        channel.send(ProxyItem.of(bytes, offset, length));
      } catch (ExecnetException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }
}
