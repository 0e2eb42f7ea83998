package org.jexpy.sandbox.context;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.graalvm.polyglot.Engine;

/**
 * The GraalVM engine that all contexts of a program share: code parsed for one process is there for
 * the next. Making the first context on an engine costs seconds, later ones tenths.
 */
public final class GuestEngine implements AutoCloseable {
  private final Engine engine;

  private GuestEngine(Engine engine) {
    this.engine = engine;
  }

  /** Make an engine for both languages. */
  public static GuestEngine create() {
    Engine engine =
        Engine.newBuilder("python", "js")
            .allowExperimentalOptions(true)
            // Which profile is on is told by "jexpy version", not by a warning at each run.
            .option("engine.WarnInterpreterOnly", "false")
            .logHandler(new EngineLog())
            .build();
    return new GuestEngine(engine);
  }

  Engine engine() {
    return engine;
  }

  /** Whether guest code is compiled, as opposed to interpreted only. */
  public boolean compilesGuestCode() {
    return !engine.getImplementationName().equals("Interpreted");
  }

  /** Closes the engine and all its contexts. */
  @Override
  public void close() {
    engine.close(true);
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
