package org.jexpy.bindings.execnet.transport;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Carries frames over standard input and output of a process. */
public final class PopenTransport extends StreamTransport {
  private final Process process;
  private final @Nullable String address;

  private PopenTransport(
      Process process, InputStream in, OutputStream out, @Nullable String address) {
    super(in, out);
    this.process = process;
    this.address = address;
  }

  /**
   * The transport of a process.
   *
   * @param process the process, whose standard input and output are pipes
   * @param address where it works, if it is a way to another machine; otherwise null
   */
  public static PopenTransport of(Process process, @Nullable String address) {
    return new PopenTransport(
        process, process.getInputStream(), process.getOutputStream(), address);
  }

  /** The process. */
  public Process process() {
    return process;
  }

  @Override
  public void closeWrite() {
    Quietly.close(process.getOutputStream());
  }

  @Override
  public void closeRead() {
    Quietly.close(process.getInputStream());
  }

  @Override
  public OptionalInt await(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  @Override
  public boolean hasProcess() {
    return true;
  }

  @Override
  public void kill() {
    Process _ = process.destroyForcibly();
  }

  @Override
  public Optional<String> remoteAddress() {
    return Optional.ofNullable(address);
  }
}
