package org.jexpy.sandbox.python;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
        return Charset.forName(matcher.group(1).replace('_', '-'));
      }
      // Only a comment or blank first line lets the second one count.
      if (!lines[i].isBlank() && !lines[i].stripLeading().startsWith("#")) {
        break;
      }
    }
    return StandardCharsets.UTF_8;
  }
}
