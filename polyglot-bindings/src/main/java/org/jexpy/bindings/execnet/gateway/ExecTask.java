package org.jexpy.bindings.execnet.gateway;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jexpy.bindings.execnet.channel.ChannelIoException;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jspecify.annotations.Nullable;

/**
 * Something that a worker is to execute. Whoever runs it says once how it has ended, in every case.
 */
public final class ExecTask {
  private final RawChannel channel;
  private final ExecRequest request;
  private final Consumer<ExecTask> ended;
  private final AtomicBoolean told = new AtomicBoolean();

  ExecTask(RawChannel channel, ExecRequest request, Consumer<ExecTask> ended) {
    this.channel = channel;
    this.request = request;
    this.ended = ended;
  }

  /** The channel that it is given. */
  public RawChannel channel() {
    return channel;
  }

  /** Python. */
  public String source() {
    return request.source();
  }

  /** Where the source comes from; null for nowhere. */
  public @Nullable String file() {
    return request.file();
  }

  /** The function in it that is called with the channel and the arguments; null for none. */
  public @Nullable String call() {
    return request.call();
  }

  /** The arguments, a dictionary in the serializer's bytes without a version. */
  public byte[] kwargs() {
    return request.kwargs();
  }

  /** It ended well. */
  public void done() {
    end(null);
  }

  /**
   * It failed.
   *
   * @param text what the other side is told
   */
  public void failed(String text) {
    end(text);
  }

  private void end(@Nullable String error) {
    if (!told.compareAndSet(false, true)) {
      return;
    }
    // Free for the next before the other side hears that this one has ended.
    ended.accept(this);
    try {
      channel.executed(error);
    } catch (ChannelIoException e) {
      // There is nobody to tell.
    }
  }
}
