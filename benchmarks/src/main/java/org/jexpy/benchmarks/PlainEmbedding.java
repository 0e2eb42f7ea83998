package org.jexpy.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;

/**
 * What a Java program that embeds GraalVM in the simplest way does with a script: the measure that
 * the start-up goals are ratios of. Run with the same jars and no JVM flag.
 */
public final class PlainEmbedding {
  private PlainEmbedding() {}

  /**
   * Run a script.
   *
   * @param args the script's file
   * @throws IOException when it cannot be read
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    String language = file.toString().endsWith(".py") ? "python" : "js";
    try (Context context = Context.newBuilder(language).allowAllAccess(true).build()) {
      context.eval(Source.newBuilder(language, file.toFile()).build());
    }
  }
}
