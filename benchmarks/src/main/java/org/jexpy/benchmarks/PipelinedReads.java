package org.jexpy.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jexpy.bindings.xenstore.core.client.AsyncCalls;
import org.jexpy.bindings.xenstore.core.client.XenStoreClient;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;

/**
 * Reads of the Java client, of which many are under way on one connection, beside what the server
 * can do at most: there, requests that were made beforehand are written, and bytes of answers are
 * counted.
 */
public final class PipelinedReads implements AutoCloseable {
  private static final String NODE = "/bench/java";
  private static final int VALUE = 64;
  private static final int UNDER_WAY = 256;

  private final XenStoreClient client;
  private final SocketChannel bare;
  private final Deque<CompletableFuture<byte[]>> pending = new ArrayDeque<>();
  private final ByteBuffer requests;
  private final ByteBuffer answers = ByteBuffer.allocateDirect(1 << 16);

  private PipelinedReads(Path socket) throws IOException {
    client = XenStoreClient.connect(socket);
    bare = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    Packet request = new Packet(Operation.READ.number(), 1, 0, Payload.of(NODE));
    ByteBuffer one = FrameWriter.encode(request);
    requests = ByteBuffer.allocateDirect(UNDER_WAY * one.remaining());
    for (int i = 0; i < UNDER_WAY; i++) {
      requests.put(one.duplicate());
    }
  }

  /**
   * Measure, and print the reads a second of the client, those of the server at most, and the
   * ratio: medians of rounds.
   *
   * @param args how many rounds, the seconds of one, how many before those that count, and the
   *     server's socket
   * @throws IOException if the server ends
   */
  public static void main(String[] args) throws IOException {
    int rounds = Integer.parseInt(args[0]);
    double seconds = Double.parseDouble(args[1]);
    int warmUp = Integer.parseInt(args[2]);
    double[] mine = new double[rounds];
    double[] most = new double[rounds];
    double[] ratio = new double[rounds];
    try (PipelinedReads reads = new PipelinedReads(Path.of(args[3]))) {
      reads.client.write(NODE, new byte[VALUE]);
      StringBuilder trail = new StringBuilder();
      for (int i = 0; i < warmUp; i++) {
        trail.append(" %.0f".formatted(reads.byClient(seconds)));
        double _ = reads.bare(seconds);
      }
      System.err.println("warm-up of the Java client, reads a second:" + trail);
      for (int i = 0; i < rounds; i++) {
        mine[i] = reads.byClient(seconds);
        most[i] = reads.bare(seconds);
        ratio[i] = mine[i] / most[i];
      }
    }
    System.out.printf(
        "%.0f %.0f %.2f%n", Figures.median(mine), Figures.median(most), Figures.median(ratio));
  }

  private double byClient(double seconds) {
    AsyncCalls calls = client.async();
    long start = System.nanoTime();
    long end = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    int done = 0;
    while (System.nanoTime() < end) {
      pending.add(calls.read(NODE));
      if (pending.size() == UNDER_WAY) {
        done += taken(UNDER_WAY / 2);
      }
    }
    done += taken(0);
    return done / ((System.nanoTime() - start) / 1e9);
  }

  private int taken(int left) {
    int done = 0;
    for (; pending.size() > left; done++) {
      if (pending.remove().join().length != VALUE) {
        throw new IllegalStateException("not the value that was written");
      }
    }
    return done;
  }

  private double bare(double seconds) throws IOException {
    long start = System.nanoTime();
    long end = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    int done = 0;
    // One batch is always with the server while the answers to another are taken.
    ask();
    while (System.nanoTime() < end) {
      ask();
      done += takeAnswers();
    }
    done += takeAnswers();
    return done / ((System.nanoTime() - start) / 1e9);
  }

  private void ask() throws IOException {
    requests.flip();
    while (requests.hasRemaining()) {
      int _ = bare.write(requests);
    }
  }

  private int takeAnswers() throws IOException {
    int left = UNDER_WAY * (Packet.HEADER + VALUE);
    while (left > 0) {
      int got = bare.read(answers.clear().limit(Math.min(left, answers.capacity())));
      if (got < 0) {
        throw new IOException("the server has closed the connection");
      }
      left -= got;
    }
    return UNDER_WAY;
  }

  @Override
  public void close() {
    client.close();
    try {
      bare.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
