package org.jexpy.bindings.execnet.worker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.jexpy.bindings.execnet.channel.ChannelIoException;
import org.jexpy.bindings.execnet.channel.Item;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.serial.Bytes;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jexpy.bindings.execnet.transport.WorkerCommand;
import org.jexpy.bindings.execnet.wire.FrameReader;
import org.jspecify.annotations.Nullable;

/** Starts a worker for a controller that has reached this one only, and passes on their frames. */
public final class Forwarder {
  private static final int KILL = 1;
  private static final int WAIT = 2;
  private static final int REMOTE_ADDRESS = 3;
  private static final int CLOSE_WRITE = 4;

  private final RawChannel data;
  private final RawChannel control;
  private final Process process;
  private final @Nullable String address;

  private Forwarder(
      RawChannel data, RawChannel control, Process process, @Nullable String address) {
    this.data = data;
    this.control = control;
    this.process = process;
    this.address = address;
  }

  /**
   * Do it, until the worker has ended.
   *
   * @param data the channel of the task
   * @param surroundings starts the worker
   * @throws IOException if it cannot be started
   * @throws IllegalArgumentException if what is asked for is no worker
   */
  public static void run(RawChannel data, Surroundings surroundings)
      throws IOException, InterruptedException {
    XSpec spec = spec(data.receive(null));
    if (!(data.receive(null).value() instanceof RawChannel control)) {
      throw new IllegalArgumentException("what comes second is no channel");
    }
    WorkerCommand command =
        WorkerCommand.of(spec, surroundings.interpreter())
            .orElseThrow(
                () ->
                    new IllegalArgumentException("no gateway type found for '%s'".formatted(spec)));
    Process process = surroundings.start(command.words(), Map.of());
    Forwarder forwarder = new Forwarder(data, control, process, command.address());
    data.onItem(forwarder::down, null);
    control.onItem(forwarder::control, null);
    forwarder.up();
  }

  /** Its text is there, but what the controller has added to it is told by its parts only. */
  private static XSpec spec(Item item) {
    if (!(item.value() instanceof Map<?, ?> parts)
        || !(parts.get("_spec") instanceof String text)) {
      throw new IllegalArgumentException("what comes first is no specification");
    }
    return XSpec.of(text);
  }

  private void down(Item item) {
    if (!(item.value() instanceof Bytes bytes)) {
      throw new IllegalArgumentException("what is to be passed on is no bytes");
    }
    try {
      OutputStream out = process.getOutputStream();
      out.write(bytes.toArray());
      out.flush();
    } catch (IOException e) {
      // It has ended: who reads from it sees that.
    }
  }

  private void control(Item item) {
    int what = item.value() instanceof Long number ? number.intValue() : 0;
    switch (what) {
      case KILL -> {
        Process _ = process.destroyForcibly();
        answer(null);
      }
      case WAIT -> {
        var _ = process.onExit().thenAccept(ended -> answer(ended.exitValue()));
      }
      case REMOTE_ADDRESS -> answer(address);
      case CLOSE_WRITE -> {
        try {
          process.getOutputStream().close();
        } catch (IOException e) {
          // It has ended.
        }
        answer(null);
      }
      default ->
          throw new IllegalArgumentException(
              "%s is nothing to do with a worker (expected: %d to %d)"
                  .formatted(item.value(), KILL, CLOSE_WRITE));
    }
  }

  private void answer(@Nullable Object answer) {
    try {
      control.send(Dumper.dump(answer));
    } catch (ChannelIoException e) {
      // Nobody asks any more.
    }
  }

  private void up() throws IOException {
    try {
      InputStream in = process.getInputStream();
      int ready = in.read();
      if (ready < 0) {
        return;
      }
      data.send(Dumper.dump(new byte[] {(byte) ready}));
      FrameReader frames = new FrameReader(in);
      while (true) {
        data.send(Dumper.dump(frames.next().toBytes()));
      }
    } catch (EOFException | ChannelIoException e) {
      // One of the two has ended.
    } finally {
      // Without a controller it ends by itself.
      process.getOutputStream().close();
    }
  }
}
