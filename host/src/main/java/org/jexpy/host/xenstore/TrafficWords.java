package org.jexpy.host.xenstore;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What clients say, in a file: record, replay. */
final class TrafficWords {
  private final Supplier<CountDownLatch> ending;

  /** Records until that is counted down: by somebody who asks for the end. */
  TrafficWords(Supplier<CountDownLatch> ending) {
    this.ending = ending;
  }

  /**
   * {@code record [-n COUNT] --listen PATH FILE}: what goes over connections to PATH, which lead to
   * the store; until so many clients have left, or somebody asks for the end.
   */
  int record(XsStore store, List<String> words, PrintStream out)
      throws XsUsageException, IOException, InterruptedException {
    XsWords parsed = XsWords.of("record", "", List.of("--listen", "-n"), words).atMost(1);
    OptionalLong clients = NodeWords.count("record", parsed.flags().get("-n"));
    String file = parsed.required("file").getFirst();
    String listen = parsed.flags().getOrDefault("--listen", "");
    if (listen.isEmpty()) {
      throw new XsUsageException(
          "record: no --listen PATH given: clients connect there, such as by XENSTORED_PATH=PATH");
    }
    // Nobody answering is said now, not by the first client.
    store.client();
    CountDownLatch end = ending.get();
    AtomicLong stay = new AtomicLong(clients.orElse(Long.MAX_VALUE));
    Runnable left =
        () -> {
          if (stay.decrementAndGet() == 0) {
            end.countDown();
          }
        };
    try (PrintStream recording = create(file, out)) {
      TrafficLog log = new TrafficLog(recording, System::nanoTime);
      try (TrafficRelay _ = relay(listen, store, log, left, file)) {
        if (!file.equals("-")) {
          out.println("recording what clients of %s say".formatted(listen));
          out.flush();
        }
        end.await();
      }
      if (log.isBroken()) {
        throw new IOException("'%s' could not be written to its end".formatted(file));
      }
    }
    return 0;
  }

  /** Without anybody who listens there is nothing to record, nor a file that the next try finds. */
  private static TrafficRelay relay(
      String listen, XsStore store, TrafficLog log, Runnable left, String file) throws IOException {
    try {
      return TrafficRelay.start(Path.of(listen), store.socket(), log, left);
    } catch (IOException | RuntimeException e) {
      if (!file.equals("-")) {
        Files.deleteIfExists(Path.of(file));
      }
      throw e;
    }
  }

  /** Values may be secrets, so the file is its owner's; and none is lost by a second try. */
  private static PrintStream create(String file, PrintStream out) throws IOException {
    if (file.equals("-")) {
      return new PrintStream(out, false, StandardCharsets.US_ASCII);
    }
    try {
      FileChannel channel =
          FileChannel.open(
              Path.of(file),
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return new PrintStream(Channels.newOutputStream(channel), false, StandardCharsets.US_ASCII);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          "'%s' is there already; name another file, or remove it".formatted(file), e);
    }
  }

  /** {@code replay FILE}: says it again, and prints what is answered otherwise. */
  static int replay(XsStore store, List<String> words, PrintStream out)
      throws XsUsageException, IOException, InterruptedException {
    String file = XsWords.of("replay", "", List.of(), words).atMost(1).required("file").getFirst();
    List<TrafficLine> lines = TextLines.read(file, "recording", TrafficLine::parse);
    try (TrafficReplay replay = new TrafficReplay(store.socket(), TrafficReplay.PATIENCE, out)) {
      return replay.run(lines) == 0 ? 0 : 1;
    } catch (IOException e) {
      throw store.unreachable(e);
    }
  }
}
