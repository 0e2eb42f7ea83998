package org.jexpy.sandbox.python;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jexpy.sandbox.ScriptCode;

/**
 * A script, what it is given, and what it does under CPython: one case of a {@code .cases} file.
 *
 * <p>A case begins with {@code === NAME}, its parts with {@code --- PART}: {@code script} (run as
 * {@code main.py}), {@code code} ({@code -c}), {@code input script} ({@code -}) or {@code module
 * NAME} ({@code -m}); {@code file NAME}, {@code args} and {@code env} (one a line), {@code stdin};
 * then {@code out}, {@code err} and {@code status N}, each empty or 0 if left out. In a part whose
 * name ends in {@code bytes}, {@code \xNN}, {@code \n}, {@code \r} and {@code \\} stand for bytes.
 *
 * <p>What is expected is what CPython 3.11 does, the one at hand, which a test proves. Where the
 * runtime has other words, or Python 3.12 by design, {@code out jexpy} holds them; docs/run.md has
 * the list. {@code out 3.11} is for what only CPython 3.11 says. A case with a part {@code soak} is
 * one of the many that are not run every time.
 */
record ParityCase(String name, Map<String, String> parts) {
  private static final String NO_END_OF_LINE = "\n\\ no end of line\n";

  /** Which interpreter's words to take where they differ. */
  enum Words {
    JEXPY("jexpy"),
    CPYTHON("3.11");

    private final String mark;

    Words(String mark) {
      this.mark = mark;
    }
  }

  /** What a run came to. */
  record Outcome(int status, String out, String err) {}

  static List<ParityCase> read(String resource) {
    List<ParityCase> cases = new ArrayList<>();
    String part = "";
    for (String line : text(resource).split("(?<=\n)", -1)) {
      if (line.startsWith("=== ")) {
        cases.add(new ParityCase(line.substring(4).strip(), new LinkedHashMap<>()));
      } else if (line.startsWith("--- ")) {
        part = line.substring(4).strip();
        cases.getLast().parts.put(part, "");
      } else if (!cases.isEmpty()) {
        cases.getLast().parts.merge(part, line, String::concat);
      }
    }
    return cases;
  }

  private static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(ParityCase.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Put its files into a folder. */
  ScriptCode layOut(Path folder) throws IOException {
    for (String part : parts.keySet()) {
      if (part.startsWith("file ")) {
        String file = part.substring(5).replaceFirst(" bytes$", "");
        Path place = folder.resolve(file);
        Files.createDirectories(Objects.requireNonNull(place.getParent()));
        Files.write(place, bytes("file " + file).orElseThrow());
      } else if (part.startsWith("module ")) {
        return module(folder, part.substring(7));
      }
    }
    Optional<byte[]> script = bytes("script");
    if (script.isPresent()) {
      return new ScriptCode.File(Files.write(folder.resolve("main.py"), script.get()));
    }
    return bytes("code")
        .<ScriptCode>map(code -> new ScriptCode.Text(new String(code, StandardCharsets.UTF_8)))
        .orElseGet(ScriptCode.StandardInput::new);
  }

  private ScriptCode module(Path folder, String name) throws IOException {
    Map<String, String> others = new LinkedHashMap<>(parts);
    others.remove("module " + name);
    new ParityCase(this.name, others).layOut(folder);
    return new ScriptCode.Module(name);
  }

  /** Whether it is only run in long test runs. */
  boolean takesLong() {
    return parts.containsKey("soak");
  }

  byte[] input() {
    return bytes("input script").or(() -> bytes("stdin")).orElse(new byte[0]);
  }

  List<String> arguments() {
    return lines("args");
  }

  Map<String, String> environment(Path home) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", home.toString());
    environment.put("LANG", "C.UTF-8");
    lines("env").forEach(line -> environment.put(line.split("=", 2)[0], line.split("=", 2)[1]));
    return environment;
  }

  Outcome expected(Words words) {
    return new Outcome(status(words), output("out", words), output("err", words));
  }

  private int status(Words words) {
    int status = 0;
    for (String part : parts.keySet()) {
      if (part.startsWith("status " + words.mark)) {
        return Integer.parseInt(part.substring(8 + words.mark.length()));
      }
      if (part.matches("status \\d+")) {
        status = Integer.parseInt(part.substring(7));
      }
    }
    return status;
  }

  private String output(String stream, Words words) {
    String own = parts.get(stream + " " + words.mark);
    String text = content(own == null ? parts.getOrDefault(stream, "") : own);
    return text.endsWith(NO_END_OF_LINE)
        ? text.substring(0, text.length() - NO_END_OF_LINE.length())
        : text;
  }

  private List<String> lines(String part) {
    return parts.getOrDefault(part, "").lines().filter(line -> !line.isEmpty()).toList();
  }

  /** The bytes of a part; the empty lines before the next one do not count. */
  private Optional<byte[]> bytes(String part) {
    if (parts.containsKey(part)) {
      return Optional.of(content(parts.get(part)).getBytes(StandardCharsets.UTF_8));
    }
    String escaped = parts.get(part + " bytes");
    return escaped == null ? Optional.empty() : Optional.of(unescape(escaped.stripTrailing()));
  }

  private static String content(String part) {
    String text = part.replaceFirst("\n+\\z", "\n");
    return text.equals("\n") ? "" : text;
  }

  private static byte[] unescape(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char escape = text.charAt(++i);
      switch (escape) {
        case 'n' -> out.write('\n');
        case 'r' -> out.write('\r');
        case '\\' -> out.write('\\');
        case 'x' -> {
          out.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> throw new IllegalArgumentException("unknown escape '\\" + escape + "'");
      }
    }
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return name;
  }
}
