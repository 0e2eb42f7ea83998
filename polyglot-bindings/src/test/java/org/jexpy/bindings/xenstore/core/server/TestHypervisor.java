package org.jexpy.bindings.xenstore.core.server;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Domains with ring pages, all in this program. */
final class TestHypervisor implements Hypervisor {
  private static final VarHandle INDEX =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final Map<Integer, DomainState> states = new ConcurrentHashMap<>();
  private final Map<Integer, ByteBuffer> pages = new ConcurrentHashMap<>();
  private final Semaphore kicks = new Semaphore(0);
  private volatile boolean failing;

  void set(int domain, DomainState state) {
    states.put(domain, state);
  }

  /** Have a defect, or none. */
  void failing(boolean now) {
    failing = now;
  }

  @Override
  public DomainState state(int domain) {
    if (failing) {
      throw new IllegalStateException("a defect of the test");
    }
    return states.getOrDefault(domain, DomainState.ABSENT);
  }

  @Override
  public Optional<RingPage> map(int domain, long frame) {
    return Optional.of(new RingPage(page(domain)));
  }

  ByteBuffer page(int domain) {
    return pages.computeIfAbsent(domain, number -> ByteBuffer.allocateDirect(RingPage.SIZE));
  }

  @Override
  public void kick(int domain) {
    kicks.release();
  }

  /** The domain's side of its ring. */
  RawConnection.Bytes ring(int domain, IntConsumer kickServer) {
    ByteBuffer page = page(domain);
    return new RawConnection.Bytes() {
      @Override
      public void send(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
          int put = index(2052);
          int free = 1024 - (put - index(2048));
          int count = Math.min(free, from.remaining());
          for (int i = 0; i < count; i++) {
            page.put((put + i) & 1023, from.get());
          }
          INDEX.setRelease(page, 2052, put + count);
          kickServer.accept(domain);
          if (from.hasRemaining()) {
            await();
          }
        }
      }

      @Override
      public int receive(ByteBuffer to) throws IOException {
        int taken = index(2056);
        while (index(2060) == taken) {
          await();
        }
        int count = Math.min(index(2060) - taken, to.remaining());
        for (int i = 0; i < count; i++) {
          to.put(page.get(1024 + ((taken + i) & 1023)));
        }
        INDEX.setRelease(page, 2056, taken + count);
        kickServer.accept(domain);
        return count;
      }

      private int index(int place) {
        return (int) INDEX.getAcquire(page, place);
      }

      private void await() throws IOException {
        try {
          if (!kicks.tryAcquire(60, TimeUnit.SECONDS)) {
            throw new EOFException("the server does not kick");
          }
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }

      @Override
      public void close() {
        // The page stays.
      }
    };
  }
}
