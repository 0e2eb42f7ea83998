package org.jexpy.host.state;

/** Text as XML 1.0 holds it (section 2.2). */
final class XmlText {
  private XmlText() {}

  /**
   * Find what XML 1.0 has no room for: control characters, halves of surrogate pairs, U+FFFE and
   * U+FFFF.
   *
   * @return the index of the first such character; -1 if there is none
   */
  static int firstForbidden(String text) {
    int next;
    for (int at = 0; at < text.length(); at = next) {
      int character = text.codePointAt(at);
      next = at + Character.charCount(character);
      boolean allowed =
          character >= ' '
              ? (character < 0xD800 || character > 0xDFFF)
                  && character != 0xFFFE
                  && character != 0xFFFF
              : character == '\t' || character == '\n' || character == '\r';
      if (!allowed) {
        return at;
      }
    }
    return -1;
  }

  /** Append text so that a reader of XML gets the same text. */
  static void append(StringBuilder xml, String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      switch (character) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        // A reader takes a bare one for the end of a line, which is a line feed.
        case '\r' -> xml.append("&#13;");
        default -> xml.append(character);
      }
    }
  }
}
