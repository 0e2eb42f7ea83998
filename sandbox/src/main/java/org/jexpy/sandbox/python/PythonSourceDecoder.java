package org.jexpy.sandbox.python;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the bytes of a Python source file into text, by PEP 263. */
final class PythonSourceDecoder {
  private static final Pattern DECLARATION =
      Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-_.a-zA-Z0-9]+)");

  private PythonSourceDecoder() {}

  /**
   * Decode a source file.
   *
   * @param content its bytes
   * @return its text, or empty if the bytes do not fit their encoding or hold a null byte, which
   *     the compiler has to report
   */
  static Optional<String> decode(byte[] content) {
    try {
      for (byte value : content) {
        if (value == 0) {
          return Optional.empty();
        }
      }
      int start = startsWithByteOrderMark(content) ? 3 : 0;
      Charset charset = start > 0 ? StandardCharsets.UTF_8 : declared(content);
      return Optional.of(
          charset
              .newDecoder()
              .decode(ByteBuffer.wrap(content, start, content.length - start))
              .toString());
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Say why a source file cannot be decoded, as CPython says it.
   *
   * @param content its bytes
   * @param name its name
   * @return the message of a SyntaxError, and the line to show with it, or 0 for none
   */
  static List<Object> problem(byte[] content, String name) {
    int line = 1;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == 0) {
        return List.of("source code cannot contain null bytes", line);
      }
      if (content[i] == '\n') {
        line++;
      }
    }
    int start = startsWithByteOrderMark(content) ? 3 : 0;
    Charset charset;
    try {
      charset = start > 0 ? StandardCharsets.UTF_8 : declared(content);
    } catch (IllegalArgumentException e) {
      return List.of("encoding problem: " + Objects.requireNonNullElse(e.getMessage(), "?"), 0);
    }
    var input = ByteBuffer.wrap(content, start, content.length - start);
    charset.newDecoder().decode(input, CharBuffer.allocate(content.length + 1), true);
    int at = Math.min(input.position(), content.length - 1);
    line = 1;
    for (int i = 0; i < at; i++) {
      if (content[i] == '\n') {
        line++;
      }
    }
    return List.of(
        "Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but no encoding declared; see https://peps.python.org/pep-0263/ for details"
            .formatted(content[at], name, line),
        0);
  }

  private static boolean startsWithByteOrderMark(byte[] content) {
    return content.length >= 3
        && content[0] == (byte) 0xEF
        && content[1] == (byte) 0xBB
        && content[2] == (byte) 0xBF;
  }

  /** The encoding declared in the first two lines, or UTF-8. */
  private static Charset declared(byte[] content) {
    String head =
        new String(content, 0, Math.min(content.length, 512), StandardCharsets.ISO_8859_1);
    String[] lines = head.split("\\R", 3);
    for (int i = 0; i < Math.min(2, lines.length); i++) {
      Matcher matcher = DECLARATION.matcher(lines[i]);
      if (matcher.find()) {
        return named(matcher.group(1));
      }
      // Only a comment or blank first line lets the second one count.
      if (!lines[i].isBlank() && !lines[i].stripLeading().startsWith("#")) {
        break;
      }
    }
    return StandardCharsets.UTF_8;
  }

  /** Python knows encodings by names that Java does not. */
  private static Charset named(String name) {
    return switch (name.toLowerCase(Locale.ROOT).replace('_', '-')) {
      case "utf-8", "utf8", "utf-8-sig", "u8" -> StandardCharsets.UTF_8;
      case "latin-1", "latin1", "latin", "l1", "iso-latin-1", "iso8859-1", "8859" ->
          StandardCharsets.ISO_8859_1;
      case "ascii", "us-ascii", "646" -> StandardCharsets.US_ASCII;
      case "mac-roman", "macroman", "macintosh" -> Charset.forName("x-MacRoman");
      default -> Charset.forName(name.replace('_', '-'));
    };
  }
}
