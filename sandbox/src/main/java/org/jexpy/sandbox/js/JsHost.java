package org.jexpy.sandbox.js;

import java.util.function.Supplier;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/**
 * The Java services that {@code boot.js} and our modules call. Scripts never see this object. What
 * a plain script does not need is made on first use.
 */
public final class JsHost {
  /** Standard output and error. */
  @GuestVisible public final HostIo io;

  /** Timers. */
  @GuestVisible public final HostTimers timers;

  /** The event loop. */
  @GuestVisible public final HostLoop loop;

  /** Module resolution. */
  @GuestVisible public final HostModules modules;

  /** Facts about the run. */
  @GuestVisible public final HostProcess process;

  private final Lazy lazy;

  /** How the rest is made. */
  record Lazy(
      Supplier<HostText> text,
      Supplier<HostCrypto> crypto,
      Supplier<HostInput> input,
      Supplier<HostFiles> files,
      Supplier<FileTable> fileTable,
      Supplier<HostHttp> http,
      Supplier<HostNet> net,
      Supplier<HostSignals> signals,
      Supplier<HostSurfaces> surfaces) {}

  JsHost(
      HostIo io,
      HostTimers timers,
      HostLoop loop,
      HostModules modules,
      HostProcess process,
      Lazy lazy) {
    this.io = io;
    this.timers = timers;
    this.loop = loop;
    this.modules = modules;
    this.process = process;
    this.lazy = lazy;
  }

  /** The service of this name; called once per name by {@code boot.js}. */
  @GuestVisible
  public @Nullable Object service(String name) {
    return switch (name) {
      case "text" -> lazy.text().get();
      case "crypto" -> lazy.crypto().get();
      case "input" -> lazy.input().get();
      case "files" -> lazy.files().get();
      case "fileTable" -> lazy.fileTable().get();
      case "http" -> lazy.http().get();
      case "net" -> lazy.net().get();
      case "signals" -> lazy.signals().get();
      case "surfaces" -> lazy.surfaces().get();
      default -> throw new IllegalArgumentException("no host service '" + name + "'");
    };
  }
}
