package org.jexpy.host.supervision;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/**
 * Signals that Java cannot send: those that stop a program and let it go on (POSIX {@code kill}).
 */
final class ChildSignals {
  private static final System.Logger LOG = System.getLogger("org.jexpy.processes");

  private static final boolean LINUX =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
  private static final int SIGSTOP = LINUX ? 19 : 17;
  private static final int SIGCONT = LINUX ? 18 : 19;

  private static final Optional<MethodHandle> KILL = kill();

  private ChildSignals() {}

  @SuppressWarnings("restricted") // a program that denies native access has it logged, below
  private static Optional<MethodHandle> kill() {
    try {
      Linker linker = Linker.nativeLinker();
      return linker
          .defaultLookup()
          .find("kill")
          .map(
              address ->
                  linker.downcallHandle(
                      address,
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
    } catch (UnsupportedOperationException | IllegalCallerException e) {
      LOG.log(System.Logger.Level.WARNING, "child programs cannot be slowed down", e);
      return Optional.empty();
    }
  }

  /** Stop a program where it is. */
  static void stop(long pid) {
    send(pid, SIGSTOP);
  }

  /** Let a program go on. */
  static void goOn(long pid) {
    send(pid, SIGCONT);
  }

  private static void send(long pid, int signal) {
    // It may have ended, and its number may be another's some day.
    if (KILL.isEmpty() || !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
      return;
    }
    try {
      int _ = (int) KILL.get().invokeExact((int) pid, signal);
    } catch (Throwable e) {
      // The others of its family shall have theirs.
      LOG.log(
          System.Logger.Level.WARNING,
          () -> "cannot send signal %d to %d".formatted(signal, pid),
          e);
    }
  }
}
