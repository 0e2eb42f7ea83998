package org.jexpy.host.command;

import java.util.Map;
import java.util.function.Consumer;

/** For programs: one JSON value a line. */
record JsonOutput(Consumer<String> sink) implements Output {
  @Override
  public void text(String text) {
    text.lines().forEach(this::value);
  }

  @Override
  public void note(String line) {}

  @Override
  public void report(Report report) {
    value(report.objects());
  }

  @Override
  public void failure(CommandFailedException failure) {
    value(Map.of("error", String.valueOf(failure.getMessage())));
  }

  private void value(Object value) {
    sink.accept(Json.write(value) + "\n");
  }
}
