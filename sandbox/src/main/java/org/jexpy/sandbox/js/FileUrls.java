package org.jexpy.sandbox.js;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** {@code file:} URLs as Node writes and reads them. */
final class FileUrls {

  private static final String UNESCAPED = "/-_.!~*'();:@&=+$,";
  private static final String PREFIX = "file://";

  private FileUrls() {}

  static String of(String path) {
    StringBuilder url = new StringBuilder(PREFIX);
    for (byte unit : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (unit & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNESCAPED.indexOf(c) >= 0);
      if (plain) {
        url.append(c);
      } else {
        url.append('%').append(String.format("%02X", (int) c));
      }
    }
    return url.toString();
  }

  static String toPath(String url) throws ModuleResolutionException {
    String rest =
        url.startsWith(PREFIX) ? url.substring(PREFIX.length()) : url.substring("file:".length());
    if (rest.startsWith("localhost/")) {
      rest = rest.substring("localhost".length());
    }
    if (!rest.startsWith("/")) {
      throw new ModuleResolutionException(
          "ERR_INVALID_FILE_URL_HOST",
          "File URL host must be \"localhost\" or empty on linux: " + url);
    }
    int end = rest.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = rest.indexOf(mark);
      end = at >= 0 && at < end ? at : end;
    }
    return Paths.normalize(decode(rest.substring(0, end)));
  }

  static String decode(String text) throws ModuleResolutionException {
    if (text.indexOf('%') < 0) {
      return text;
    }
    // A plus is a plus in a path; URLDecoder would make a space of it.
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ModuleResolutionException(
          "ERR_INVALID_MODULE_SPECIFIER",
          "Invalid module '%s': a %% must be followed by two hexadecimal digits".formatted(text));
    }
  }
}
