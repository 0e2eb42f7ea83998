package org.jexpy.bindings.execnet.group;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jexpy.bindings.execnet.channel.HostNotFoundException;
import org.jexpy.bindings.execnet.spec.PythonText;
import org.jexpy.bindings.execnet.transport.StreamTransport;

/**
 * Makes a worker of an interpreter that executes one line (§6): the line is a literal, which is the
 * source of the worker. It answers by one byte; then frames are spoken.
 */
final class Bootstraps {
  private static final char READY = '1';

  /** How ssh says that it has not reached the machine. */
  private static final int NOT_REACHED = 255;

  /** How long a worker may take to answer; somebody may have to type a password. */
  private static final Duration ANSWER = Duration.ofMinutes(2);

  private static final Duration DEATH = Duration.ofSeconds(10);

  private Bootstraps() {}

  /** The worker's source as a literal that has not ended. */
  private static final class Worker {
    static final String LITERAL = literal();

    private static String literal() {
      String source = ShippedText.of("foreign.py");
      StringBuilder literal = new StringBuilder(source.length() + 4_096).append('\'');
      PythonText.escape(source, literal);
      return literal.toString();
    }
  }

  /** The line for an interpreter whose standard input and output become the wire. */
  static byte[] line(String id, String backend) {
    return line(
        """
        execmodel = get_execmodel(%s)
        io = init_popen_io(execmodel)
        io.write('1'.encode('ascii'))
        serve(io, id=%s)
        """
            .formatted(PythonText.literal(backend), PythonText.literal(id + "-worker")));
  }

  /** The line for a server, which has a socket for it and a model of its own. */
  static byte[] socketLine(String name) {
    return line(
        """
        try:
            execmodel
        except NameError:
            execmodel = get_execmodel('thread')
        io = SocketIO(clientsock, execmodel)
        io.write('1'.encode('ascii'))
        serve(io, id=%s)
        """
            .formatted(PythonText.literal(name + "-worker")));
  }

  private static byte[] line(String tail) {
    StringBuilder line = new StringBuilder(Worker.LITERAL.length() + 512).append(Worker.LITERAL);
    PythonText.escape(tail.stripTrailing(), line);
    return line.append("'\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Send a line and wait for the answer. If the other side is gone instead, the gateway is a dead
   * one, unless that was because its machine could not be reached.
   *
   * @throws HostNotFoundException if the machine cannot be reached
   * @throws IOException if what answers is no worker, or nothing does
   */
  static void start(StreamTransport transport, byte[] line) throws IOException {
    CompletableFuture<Boolean> answered =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(false, ANSWER.toNanos(), TimeUnit.NANOSECONDS);
    CompletableFuture<Void> _ =
        answered.thenAccept(
            in -> {
              if (!in) {
                transport.kill();
              }
            });
    int answer = answer(transport, line);
    if (!answered.complete(true) && !answered.join()) {
      throw new IOException(
          "the worker did not answer within %d s; is what was started an interpreter of Python?"
              .formatted(ANSWER.toSeconds()));
    }
    if (answer < 0) {
      checkReached(transport);
    } else if (answer != READY) {
      transport.kill();
      throw new IOException(
          "what was started answers by byte 0x%02x (expected: 0x%02x, '1'); it is no interpreter of Python, or prints something first"
              .formatted(answer, (int) READY));
    }
  }

  private static int answer(StreamTransport transport, byte[] line) {
    try {
      transport.write(line);
    } catch (IOException e) {
      // It has ended before it has read everything. Perhaps it has said something first.
    }
    try {
      return transport.in().read();
    } catch (IOException e) {
      // As good as an end without an answer.
      return -1;
    }
  }

  private static void checkReached(StreamTransport transport) throws IOException {
    if (transport.remoteAddress().isEmpty()) {
      return;
    }
    OptionalInt status;
    try {
      status = transport.await(DEATH);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      transport.kill();
      throw new IOException("interrupted while a worker was started", e);
    }
    if (status.isPresent() && status.getAsInt() == NOT_REACHED) {
      throw new HostNotFoundException(transport.remoteAddress().get());
    }
  }
}
