package org.jexpy.bindings.exos.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** One trace buffer: entries that together are no longer than its size. */
final class TraceBuffer {
  private record Entry(String text, int bytes) {}

  private final int size;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private int used;

  /**
   * An empty buffer.
   *
   * @param size how many bytes it keeps
   */
  TraceBuffer(int size) {
    this.size = size;
  }

  int size() {
    return size;
  }

  /** Adds an entry; one that is longer than the whole buffer keeps its beginning. */
  synchronized void add(String line) {
    Entry entry = entry(line);
    while (used + entry.bytes() > size && !entries.isEmpty()) {
      used -= entries.removeFirst().bytes();
    }
    entries.addLast(entry);
    used += entry.bytes();
  }

  synchronized void clear() {
    entries.clear();
    used = 0;
  }

  /** All entries, oldest first, each with its end of line. */
  synchronized String text() {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append(entry.text()));
    return text.toString();
  }

  private Entry entry(String line) {
    String text = line + "\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= size) {
      return new Entry(text, bytes.length);
    }
    int end = size - 1;
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--; // not in the middle of a character
    }
    String kept = new String(bytes, 0, end, StandardCharsets.UTF_8) + "\n";
    return new Entry(kept, end + 1);
  }
}
