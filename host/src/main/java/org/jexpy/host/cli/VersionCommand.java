package org.jexpy.host.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jexpy.host.launcher.JvmReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code jexpy version}: what runs here, why, and what would make it faster. Loads no GraalVM
 * class.
 */
@Command(
    name = "version",
    description = "Say which jexpy, Java and profile are in use, why, and what would be faster.")
final class VersionCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    JvmReport report = JvmReport.ofThisJvm();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(report));
    } else {
      print(report, out);
    }
    out.flush();
    return 0;
  }

  private static void print(JvmReport report, PrintWriter out) {
    out.println("jexpy " + report.build());
    line(
        out, "java", report.java() + " in " + report.javaHome() + " (" + report.javaReason() + ")");
    line(out, "profile", report.profile() + " (" + report.profileReason() + ")");
    line(out, "guest JIT", report.guestJitInWords());
    line(out, "cache", report.startUpCache());
    report.improvements().forEach(each -> line(out, "faster", each));
  }

  private static void line(PrintWriter out, String name, String value) {
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
