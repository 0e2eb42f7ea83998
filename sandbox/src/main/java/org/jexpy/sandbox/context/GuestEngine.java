package org.jexpy.sandbox.context;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.jexpy.sandbox.GuestLanguage;

/**
 * The GraalVM engine that all contexts of a program share: code parsed for one process is there for
 * the next. Making the first context on an engine costs seconds, later ones tenths.
 *
 * <p>The runtime wants one host access configuration for all contexts of an engine. So contexts
 * that may use Java classes have an engine of their own for each set of classes, made at the first
 * such context and not shared with the others.
 */
public final class GuestEngine implements AutoCloseable {
  /** The sets of Java classes that got an engine, and those engines. */
  private final Map<List<String>, Shared> engines = new ConcurrentHashMap<>();

  private final AtomicBoolean closed = new AtomicBoolean();

  private final RuntimePreload preload;

  private GuestEngine(RuntimePreload preload) {
    this.preload = preload;
  }

  /** An engine together with the one configuration that its contexts have. */
  record Shared(Engine engine, HostAccess hostAccess) {}

  /** Make an engine for both languages. What is costly about it is made with the first context. */
  public static GuestEngine create() {
    return new GuestEngine(RuntimePreload.none());
  }

  /**
   * Make an engine whose first context shall be there soon.
   *
   * @param first the language of that context
   * @return the engine
   */
  public static GuestEngine create(GuestLanguage first) {
    return new GuestEngine(RuntimePreload.begin(first));
  }

  /**
   * The engine for contexts with this grant.
   *
   * @param hostClasses the Java classes that the context may use
   * @throws IllegalStateException if this is closed
   */
  Shared sharedFor(List<String> hostClasses) {
    if (closed.get()) {
      throw new IllegalStateException("the engine is closed; no context can be made any more");
    }
    Shared shared =
        engines.computeIfAbsent(
            hostClasses, classes -> new Shared(build(), HostAccessRules.granting(classes)));
    preload.await();
    return shared;
  }

  private static Engine build() {
    return Engine.newBuilder("python", "js")
        .allowExperimentalOptions(true)
        // Which profile is on is told by "jexpy version", not by a warning at each run.
        .option("engine.WarnInterpreterOnly", "false")
        .logHandler(new EngineLog())
        .build();
  }

  /** Whether guest code is compiled, as opposed to interpreted only. */
  public boolean compilesGuestCode() {
    return !sharedFor(List.of()).engine().getImplementationName().equals("Interpreted");
  }

  /** Closes the engine and all its contexts. */
  @Override
  public void close() {
    closed.set(true);
    engines.values().forEach(shared -> shared.engine().close(true));
  }

  /**
   * Hands what the engine logs to the program's own logging; nothing of it is for the author of a
   * script.
   */
  private static final class EngineLog extends Handler {
    private static final System.Logger LOG = System.getLogger("org.jexpy.engine");

    @Override
    public void publish(LogRecord entry) {
      System.Logger.Level level =
          entry.getLevel().intValue() >= Level.SEVERE.intValue()
              ? System.Logger.Level.ERROR
              : System.Logger.Level.DEBUG;
      LOG.log(level, () -> "%s: %s".formatted(entry.getLoggerName(), entry.getMessage()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
