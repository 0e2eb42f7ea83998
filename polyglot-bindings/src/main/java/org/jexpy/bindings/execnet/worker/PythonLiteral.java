package org.jexpy.bindings.execnet.worker;

/** Reads a text as Python's source has it: in quotes, on one line, with escapes. */
final class PythonLiteral {
  private static final int HEX = 16;
  private static final int OCTAL = 8;
  private static final int OCTAL_DIGITS = 3;

  private final String source;
  private final StringBuilder text;
  private int at;

  private PythonLiteral(String source) {
    this.source = source;
    this.text = new StringBuilder(source.length());
  }

  /**
   * The text of a literal.
   *
   * @param source the literal, with nothing but blanks around it
   * @throws BootstrapException if it is none
   */
  static String parse(String source) throws BootstrapException {
    return new PythonLiteral(source.strip()).text();
  }

  private String text() throws BootstrapException {
    // How Python 2 shows a text that is not bytes.
    if (source.startsWith("u")) {
      at++;
    }
    char quote = at < source.length() ? source.charAt(at) : ' ';
    if (quote != '\'' && quote != '"') {
      throw wrong("it does not begin with a quote");
    }
    at++;
    while (true) {
      char c = next();
      if (c == quote) {
        break;
      }
      if (c == '\\') {
        escape();
      } else {
        text.append(c);
      }
    }
    if (at != source.length()) {
      throw wrong("something follows its end");
    }
    return text.toString();
  }

  private void escape() throws BootstrapException {
    char c = next();
    switch (c) {
      case '\\', '\'', '"' -> text.append(c);
      case 'a' -> text.append('\u0007');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'v' -> text.append('\u000b');
      case 'x' -> code(2);
      case 'u' -> code(4);
      case 'U' -> code(8);
      case 'N' -> throw wrong("a character by name");
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c);
      default -> text.append('\\').append(c);
    }
  }

  private void code(int digits) throws BootstrapException {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(next(), HEX);
      if (digit < 0 || value > Character.MAX_CODE_POINT) {
        throw wrong("an escape without its %d digits".formatted(digits));
      }
      value = value * HEX + digit;
    }
    if (value > Character.MAX_CODE_POINT) {
      throw wrong("an escape that is no character");
    }
    text.appendCodePoint(value);
  }

  private void octal(char first) {
    int value = first - '0';
    for (int i = 1; i < OCTAL_DIGITS && at < source.length(); i++) {
      int digit = Character.digit(source.charAt(at), OCTAL);
      if (digit < 0) {
        break;
      }
      value = value * OCTAL + digit;
      at++;
    }
    text.append((char) value);
  }

  private char next() throws BootstrapException {
    if (at == source.length()) {
      throw wrong("it does not end");
    }
    return source.charAt(at++);
  }

  private BootstrapException wrong(String what) {
    return new BootstrapException(
        "the first line is no literal of a text (%s, at character %d); only execnet's own is understood"
            .formatted(what, at));
  }
}
