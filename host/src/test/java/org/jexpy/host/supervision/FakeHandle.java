package org.jexpy.host.supervision;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The handle of a program that hears no signal and has started nothing. */
final class FakeHandle implements ProcessHandle {
  @Override
  public long pid() {
    return 4242;
  }

  @Override
  public Optional<ProcessHandle> parent() {
    return Optional.empty();
  }

  @Override
  public Stream<ProcessHandle> children() {
    return Stream.empty();
  }

  @Override
  public Stream<ProcessHandle> descendants() {
    return Stream.empty();
  }

  @Override
  public Info info() {
    throw new UnsupportedOperationException("nobody asks");
  }

  @Override
  public CompletableFuture<ProcessHandle> onExit() {
    return new CompletableFuture<>();
  }

  @Override
  public boolean supportsNormalTermination() {
    return true;
  }

  @Override
  public boolean destroy() {
    return false;
  }

  @Override
  public boolean destroyForcibly() {
    return false;
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public int compareTo(ProcessHandle other) {
    return Long.compare(pid(), other.pid());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FakeHandle;
  }

  @Override
  public int hashCode() {
    return 4242;
  }
}
