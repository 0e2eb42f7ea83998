package org.jexpy.bindings.execnet.worker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a controller sends first (§6): the source of its own worker, of which only the end matters
 * here. It is never executed.
 *
 * @param id the name of the worker, which ends by {@code -worker}
 * @param execModel how it is to run things; null if that is up to it
 * @param quit whether it is no worker at all, but a server that is told to end
 */
public record BootstrapLine(String id, @Nullable String execModel, boolean quit) {
  /** How long the line may be: 16 MiB. */
  private static final int MAX_LENGTH = 1 << 24;

  private static final String QUIT = "raise KeyboardInterrupt";

  private static final Pattern SERVE =
      Pattern.compile(
          "(?:^|\\n)serve\\((?:io|init_popen_io\\(execmodel\\)), id='([^\\n]*-worker)'\\)\\s*\\z");

  private static final Pattern MODEL =
      Pattern.compile("\\n *execmodel = get_execmodel\\('(\\w+)'\\)");

  /** How much of the end is looked at. */
  private static final int TAIL = 4_096;

  /**
   * Read a line; nothing behind it is read unless the stream itself reads ahead.
   *
   * @param in where it comes from
   * @return what it says
   * @throws EOFException if nothing comes
   * @throws BootstrapException if it is not what controllers send
   * @throws IOException if it cannot be read
   */
  public static BootstrapLine read(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 16);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        if (line.size() == 0) {
          throw new EOFException("no controller: nothing came");
        }
        break;
      }
      if (line.size() == MAX_LENGTH) {
        throw new BootstrapException(
            "the first line is longer than %d bytes".formatted(MAX_LENGTH));
      }
      line.write(b);
    }
    return parse(line.toByteArray());
  }

  static BootstrapLine parse(byte[] line) throws BootstrapException {
    String source;
    try {
      source =
          PythonLiteral.parse(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString());
    } catch (CharacterCodingException e) {
      throw new BootstrapException("the first line is not UTF-8");
    }
    if (source.strip().equals(QUIT)) {
      return new BootstrapLine("", null, true);
    }
    String tail = source.substring(Math.max(0, source.length() - TAIL));
    Matcher serve = SERVE.matcher(tail);
    if (!serve.find()) {
      throw new BootstrapException(
          "the first line does not end as execnet's does, by serve(…, id='…-worker')");
    }
    @Nullable String model = null;
    for (Matcher models = MODEL.matcher(tail); models.find(); ) {
      model = models.group(1);
    }
    return new BootstrapLine(serve.group(1), model, false);
  }
}
