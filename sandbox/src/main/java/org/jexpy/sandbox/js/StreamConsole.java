package org.jexpy.sandbox.js;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jexpy.sandbox.ReplConsole;

/** The lines of a pipe or a file: no prompts, no completion. */
final class StreamConsole implements ReplConsole {
  private final BufferedReader lines;

  StreamConsole(InputStream in) {
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  @Override
  public Input readLine(String prompt, Completer completer) {
    try {
      String line = lines.readLine();
      return line == null ? new Input.End() : new Input.Text(line);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read standard input", e);
    }
  }
}
