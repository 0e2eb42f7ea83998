package org.jexpy.host.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Turns what is written into lines of UTF-8. A line ends with a line feed, and the last one with
 * the stream; a line that is too long is cut, with a note of how much is missing. Bytes that are no
 * UTF-8 become U+FFFD. Safe for use by many threads.
 */
final class LineStream extends OutputStream {
  /** Longer lines are cut, so that a process without line feeds costs no more than others. */
  static final int MAX_LINE = 64 << 10;

  private final Consumer<String> lines;
  private ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long cut;

  LineStream(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public synchronized void write(int oneByte) {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    int start = from;
    int end = from + length;
    for (int at = from; at < end; at++) {
      if (bytes[at] == '\n') {
        add(bytes, start, at);
        finish();
        start = at + 1;
      }
    }
    add(bytes, start, end);
  }

  /** Ends a line that is not complete. */
  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      finish();
    }
  }

  private void add(byte[] bytes, int start, int end) {
    int room = Math.min(end - start, MAX_LINE - line.size());
    line.write(bytes, start, room);
    cut += end - start - room;
  }

  private void finish() {
    byte[] bytes = line.toByteArray();
    int length = bytes.length;
    String note = "";
    if (cut > 0) {
      int whole = wholeCharacters(bytes);
      note = " … (%d more bytes cut)".formatted(cut + length - whole);
      length = whole;
    } else if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    // One long line shall not cost its room for ever.
    line = length > 4096 ? new ByteArrayOutputStream() : line;
    line.reset();
    cut = 0;
    lines.accept(new String(bytes, 0, length, StandardCharsets.UTF_8) + note);
  }

  /** How many bytes there are before a character at the end that is not complete. */
  private static int wholeCharacters(byte[] bytes) {
    int lead = bytes.length - 1;
    int earliest = Math.max(0, bytes.length - 4);
    while (lead > earliest && (bytes[lead] & 0xC0) == 0x80) {
      lead--;
    }
    int first = bytes[lead] & 0xFF;
    int size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return lead + size > bytes.length ? lead : bytes.length;
  }
}
