package org.jexpy.host.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads lines from a pipe or a file: no prompts, no paging, nobody to ask. */
final class PipeConsole implements Console {
  private final BufferedReader in;
  private final Consumer<String> out;

  PipeConsole(Reader in, Consumer<String> out) {
    this.in = new BufferedReader(in);
    this.out = out;
  }

  @Override
  public Optional<String> read(String prompt) throws IOException {
    return Optional.ofNullable(in.readLine());
  }

  @Override
  public Optional<Character> ask(String question) {
    return Optional.empty();
  }

  @Override
  public CommandService.Screen screen() {
    return new CommandService.Screen(0, false);
  }

  @Override
  public Consumer<String> output(Runnable stop) {
    return out;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
