package org.jexpy.sandbox.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/**
 * The Python sources that jexpy itself runs in a context. Each is an expression statement at its
 * end, whose value is what the piece gives. They are marked internal, so that scripts see no frame
 * of theirs; a piece is only read and parsed when it is needed.
 */
final class PythonPieces {
  private static final Map<String, Source> SOURCES = new ConcurrentHashMap<>();

  private PythonPieces() {}

  /**
   * Evaluate a piece.
   *
   * @param context the context
   * @param name the name of the resource without {@code .py}
   * @return the piece's value
   */
  static Value evaluate(Context context, String name) {
    return context.eval(SOURCES.computeIfAbsent(name, PythonPieces::load));
  }

  private static Source load(String name) {
    try (InputStream in = PythonPieces.class.getResourceAsStream(name + ".py")) {
      if (in == null) {
        throw new IllegalStateException(
            "resource '%s.py' is missing beside %s; the build is incomplete"
                .formatted(name, PythonPieces.class.getName()));
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Source.newBuilder("python", text, "<jexpy>").internal(true).buildLiteral();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource '" + name + ".py'", e);
    }
  }
}
