package org.jexpy.host.command;

import java.util.Map;
import java.util.function.Consumer;

/** For programs: one JSON value a line. */
final class JsonOutput implements Output {
  private final Consumer<String> sink;
  private final StringBuilder begun = new StringBuilder();

  JsonOutput(Consumer<String> sink) {
    this.sink = sink;
  }

  @Override
  public void text(String text) {
    begun.append(text);
    int end = begun.lastIndexOf("\n") + 1;
    String lines = begun.substring(0, end);
    begun.delete(0, end);
    lines.lines().forEach(this::value);
  }

  @Override
  public void note(String line) {}

  @Override
  public void report(Report report) {
    end();
    value(report.objects());
  }

  @Override
  public void failure(CommandFailedException failure) {
    end();
    value(Map.of("error", String.valueOf(failure.getMessage())));
  }

  @Override
  public void end() {
    if (!begun.isEmpty()) {
      String line = begun.toString();
      begun.setLength(0);
      value(line);
    }
  }

  private void value(Object value) {
    sink.accept(Json.write(value) + "\n");
  }
}
