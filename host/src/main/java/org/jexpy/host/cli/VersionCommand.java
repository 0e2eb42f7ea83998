package org.jexpy.host.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jexpy.host.setup.JvmReport;

/**
 * {@code jexpy version}: what runs here, why, and what would make it faster. Loads no GraalVM
 * class.
 */
final class VersionCommand implements CliCommand {
  @Override
  public int execute(List<String> words) throws UsageException {
    boolean json = words.equals(List.of("--json"));
    if (!json && !words.isEmpty()) {
      throw new UsageException(
          "version: unknown '%s'; valid is --json".formatted(String.join(" ", words)));
    }
    JvmReport report = JvmReport.ofThisJvm();
    if (json) {
      System.out.println(json(report));
    } else {
      print(report, System.out);
    }
    return 0;
  }

  private static void print(JvmReport report, PrintStream out) {
    out.println("jexpy " + report.build());
    line(
        out, "java", report.java() + " in " + report.javaHome() + " (" + report.javaReason() + ")");
    line(out, "profile", report.profile() + " (" + report.profileReason() + ")");
    line(out, "guest JIT", report.guestJitInWords());
    line(out, "cache", report.startUpCache());
    report.improvements().forEach(each -> line(out, "faster", each));
  }

  private static void line(PrintStream out, String name, String value) {
    out.println("  " + (name + "          ").substring(0, 10) + value);
  }

  private static String json(JvmReport report) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("build", quote(report.build()));
    fields.put("home", quote(report.home()));
    fields.put("java", quote(report.java()));
    fields.put("javaHome", quote(report.javaHome()));
    fields.put("javaReason", quote(report.javaReason()));
    fields.put("profile", quote(report.profile()));
    fields.put("profileReason", quote(report.profileReason()));
    fields.put("guestJit", Boolean.toString(report.guestJit()));
    fields.put("startUpCache", quote(report.startUpCache()));
    fields.put("image", quote(report.image().name().toLowerCase(Locale.ROOT)));
    fields.put("cacheDirectory", quote(report.cacheDirectory()));
    fields.put(
        "improvements",
        "["
            + String.join(",", report.improvements().stream().map(VersionCommand::quote).toList())
            + "]");
    StringBuilder text = new StringBuilder("{");
    fields.forEach(
        (name, value) ->
            text.append(text.length() > 1 ? "," : "")
                .append(quote(name))
                .append(':')
                .append(value));
    return text.append('}').toString();
  }

  /** A JSON library would cost more time than the rest of this command. */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c < ' ') {
                quoted.append("\\u%04x".formatted(c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
