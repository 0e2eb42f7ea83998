package org.jexpy.bindings.execnet.rsync;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jexpy.bindings.execnet.channel.ExecnetException;
import org.jexpy.bindings.execnet.channel.Item;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.gateway.Gateway;
import org.jexpy.bindings.execnet.serial.Coercion;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Copies a file or a folder to other machines, as far as it is not there (§7). What a target has is
 * not asked for by its content but by size, time, and a digest if only the time differs. For one
 * thread.
 *
 * <p>A file that is being sent is read in pieces. On the wire it is one item, so it may have two
 * gigabytes.
 */
public final class RSync {
  /** Whoever sees a source of this name knows what it does. */
  static final String WORKER_FILE = "rsync_remote.py";

  private static final Coercion AS_THEY_ARE = new Coercion(false, false);
  private static final byte[] LINKS_END = Dumper.dump(42);

  private final String source;
  private final SyncFiles files;
  private final SyncListener listener;
  private final String worker;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final Map<RawChannel, Target> targets = new HashMap<>();
  private @Nullable SourceTree tree;
  private int added;

  /**
   * Something that a target has said.
   *
   * @param from which
   * @param item what; null if it will say no more
   */
  private record Message(Target from, @Nullable Item item) {}

  /**
   * Something to be copied.
   *
   * @param source the file or the folder; links to what is in it are made links to the copy
   * @param files where it is
   * @param listener decides what is copied, and hears of it
   */
  public RSync(String source, SyncFiles files, SyncListener listener) {
    this(source, files, listener, Worker.SOURCE);
  }

  /** The same, with another source of what a target executes. */
  RSync(String source, SyncFiles files, SyncListener listener, String worker) {
    this.source = source.replaceFirst("(?<=.)/+$", "");
    this.files = files;
    this.listener = listener;
    this.worker = worker;
  }

  /** The source of what a target executes, in a Python of its own. */
  private static final class Worker {
    static final String SOURCE = source();

    private static String source() {
      try (InputStream in =
          Objects.requireNonNull(
              RSync.class.getResourceAsStream(
                  "/org/jexpy/bindings/execnet/worker/" + WORKER_FILE))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Copy to a machine, too.
   *
   * @param gateway a gateway to it
   * @param folder what the copy is called there, relative to where the worker is
   * @param delete whether what is there and not here is removed there
   * @return the channel on which the two sides speak
   * @throws ExecnetException if the gateway has ended
   */
  public RawChannel addTarget(Gateway gateway, String folder, boolean delete) {
    RawChannel channel = gateway.remoteExec(worker, WORKER_FILE, null, Dumper.dump(Map.of()));
    channel.reconfigure(AS_THEY_ARE);
    Target target = new Target(added++, channel, gateway);
    targets.put(channel, target);
    channel.onItem(
        item -> messages.add(new Message(target, item)),
        () -> messages.add(new Message(target, null)));
    channel.send(Dumper.dump(Tuple.of(folder, delete ? Map.of("delete", true) : Map.of())));
    return channel;
  }

  /** Whether there is anything to copy to; not after it was copied. */
  public boolean hasTargets() {
    return !targets.isEmpty();
  }

  /**
   * Copy. Comes back when all targets have everything.
   *
   * @throws IllegalStateException if there are no targets
   * @throws IllegalArgumentException if there is something that cannot be copied, such as a device
   * @throws IOException if something cannot be read, or a target ended before it had everything
   * @throws ExecnetException if a target failed
   */
  public void send() throws IOException, InterruptedException {
    begin();
    while (hasTargets()) {
      step(null);
    }
  }

  /**
   * Begin to copy: tell all targets what there is. {@link #step} goes on until there are no targets
   * any more.
   *
   * @throws IllegalStateException if there are no targets
   * @throws IllegalArgumentException if there is something that cannot be copied, such as a device
   * @throws IOException if something cannot be read
   * @throws ExecnetException if a target failed
   */
  public void begin() throws IOException {
    if (targets.isEmpty()) {
      throw new IllegalStateException(
          "no targets available, maybe you are trying call send() twice?");
    }
    boolean told = false;
    try {
      SourceTree all = new SourceTree(source, files, listener, this::toAll);
      all.tell();
      tree = all;
      told = true;
    } finally {
      if (!told) {
        giveUp();
      }
    }
  }

  /**
   * Do what a target asks for next; waits until one does.
   *
   * @param limit how long to wait at most; null for ever
   * @return whether one did in time
   * @throws IllegalStateException if it has not begun
   * @throws IOException if something cannot be read, or a target ended before it had everything
   * @throws ExecnetException if a target failed
   */
  public boolean step(@Nullable Duration limit) throws IOException, InterruptedException {
    SourceTree begun = tree;
    if (begun == null) {
      throw new IllegalStateException("nothing was told of yet: begin() comes before step()");
    }
    @Nullable Message message =
        limit == null ? messages.take() : messages.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (message == null) {
      return false;
    }
    boolean done = false;
    try {
      if (message.item() == null) {
        ended(message.from());
      } else {
        answer(message.from(), begun, message.item());
      }
      done = true;
    } finally {
      if (!done) {
        giveUp();
      }
    }
    return true;
  }

  /** Copy no more. */
  private void giveUp() {
    targets.keySet().forEach(RSync::giveUp);
    targets.clear();
  }

  private static void giveUp(RawChannel channel) {
    try {
      channel.close(null);
    } catch (ExecnetException e) {
      // It is gone already.
    }
  }

  private void toAll(@Nullable Object item) {
    byte[] bytes = Dumper.dump(item);
    targets.keySet().forEach(channel -> channel.send(bytes));
  }

  private void ended(Target target) throws IOException, InterruptedException {
    if (targets.containsKey(target.channel())) {
      target.channel().waitClose(null);
      throw new IOException("connection unexpectedly closed: " + target.gateway());
    }
  }

  private void answer(Target target, SourceTree tree, Item item) throws IOException {
    if (!(item.value() instanceof Tuple(List<@Nullable Object> said)
        && said.size() == 2
        && said.getFirst() instanceof String word)) {
      throw unknown(target, item.value());
    }
    switch (word) {
      case "send" -> target.send(tree, FileRequest.of(said.getLast()), files, listener);
      case "list_done" -> listener.listed(target.number(), target.asked());
      case "ack" -> listener.acknowledged(target.number(), target.acknowledged(said.getLast()));
      case "links" -> {
        tree.links().forEach(link -> target.channel().send(Dumper.dump(link)));
        target.channel().send(LINKS_END);
      }
      case "done" -> {
        targets.remove(target.channel());
        listener.finished(target.number());
      }
      default -> throw unknown(target, said);
    }
  }

  private static IOException unknown(Target target, @Nullable Object said) {
    return new IOException(
        "%s said %s where files are copied (expected: a request of rsync)"
            .formatted(target.gateway(), said));
  }
}
