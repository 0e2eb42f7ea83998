package org.jexpy.sandbox.js;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.jexpy.sandbox.GuestVisible;

/** What {@code process} tells about the run. */
public final class HostProcess {
  private final Path workingDirectory;
  private final String executable;
  private final List<String> arguments;
  private final Map<String, String> environment;
  private final boolean hostClasses;
  private final long started = System.nanoTime();

  HostProcess(
      Path workingDirectory,
      String executable,
      List<String> arguments,
      Map<String, String> environment,
      boolean hostClasses) {
    this.workingDirectory = workingDirectory;
    this.executable = executable;
    this.arguments = arguments;
    this.environment = environment;
    this.hostClasses = hostClasses;
  }

  /** The working directory. */
  @GuestVisible
  public String cwd() {
    return workingDirectory.toString();
  }

  /** What the script takes for its interpreter. */
  @GuestVisible
  public String executable() {
    return executable;
  }

  /** The script's name and arguments, as in {@code process.argv} from its second element on. */
  @GuestVisible
  public ProxyArray arguments() {
    return ProxyArray.fromArray(arguments.toArray());
  }

  /** Names and values of the visible environment variables, alternating. */
  @GuestVisible
  public ProxyArray environment() {
    return ProxyArray.fromArray(
        environment.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
            .toArray());
  }

  /** The id of the JVM's process. */
  @GuestVisible
  public long pid() {
    return ProcessHandle.current().pid();
  }

  /** Nanoseconds of a monotonic clock, as text because they exceed what a number holds exactly. */
  @GuestVisible
  public String nanoTime() {
    return Long.toString(System.nanoTime());
  }

  /** Milliseconds since this run began, with fractions. */
  @GuestVisible
  public double sinceStart() {
    return (System.nanoTime() - started) / 1e6;
  }

  /** The time at which this run began, in milliseconds since 1970. */
  @GuestVisible
  public double timeOrigin() {
    return System.currentTimeMillis() - sinceStart();
  }

  /** Heap in use, heap size and the largest possible heap of the JVM, in bytes. */
  @GuestVisible
  public ProxyArray memory() {
    Runtime runtime = Runtime.getRuntime();
    return ProxyArray.fromArray(
        runtime.totalMemory() - runtime.freeMemory(), runtime.totalMemory(), runtime.maxMemory());
  }

  /** CPU time of the JVM's process in microseconds. */
  @GuestVisible
  public double cpuMicros() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e3
        : 0;
  }

  /** A property of the JVM that describes the machine: {@code os.name}, {@code os.arch} … */
  @GuestVisible
  public String machine(String property) {
    return property.startsWith("os.") || property.startsWith("java.version")
        ? System.getProperty(property, "")
        : "";
  }

  /** Whether Java classes may be used. */
  @GuestVisible
  public boolean usesHostClasses() {
    return hostClasses;
  }

  /** The number of processors. */
  @GuestVisible
  public int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
