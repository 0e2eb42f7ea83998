package org.jexpy.bindings.execnet.spec;

/** Text as Python's source has it. */
public final class PythonText {
  private static final int LAST_ASCII = 0x7e;
  private static final int LAST_BYTE = 0xff;

  private PythonText() {}

  /**
   * A literal that is a text, in ASCII and on one line.
   *
   * @param text the text
   */
  public static String literal(String text) {
    StringBuilder literal = new StringBuilder(text.length() + 16).append('\'');
    escape(text, literal);
    return literal.append('\'').toString();
  }

  /**
   * What stands between the quotes of {@link #literal}.
   *
   * @param text the text
   * @param to where it is appended
   */
  public static void escape(String text, StringBuilder to) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '\\', '\'' -> to.append('\\').append((char) c);
        case '\n' -> to.append("\\n");
        default -> {
          if (c >= ' ' && c <= LAST_ASCII) {
            to.append((char) c);
          } else if (c <= LAST_BYTE) {
            to.append("\\x%02x".formatted(c));
          } else if (c <= Character.MAX_VALUE) {
            to.append("\\u%04x".formatted(c));
          } else {
            to.append("\\U%08x".formatted(c));
          }
        }
      }
    }
  }
}
