package org.jexpy.host.command;

import java.util.function.Consumer;

/** For people. */
record TextOutput(Consumer<String> sink) implements Output {
  @Override
  public void text(String text) {
    if (!text.isEmpty()) {
      sink.accept(text);
    }
  }

  @Override
  public void note(String line) {
    line(line);
  }

  @Override
  public void report(Report report) {
    text(ReportText.of(report));
  }

  @Override
  public void failure(CommandFailedException failure) {
    line(failure.text());
  }
}
