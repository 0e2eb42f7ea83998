package org.jexpy.bindings.xenstore.core.store.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.jexpy.bindings.xenstore.core.store.Edit;
import org.jspecify.annotations.Nullable;

/**
 * How journals and snapshots are laid out: a head, and records behind it.
 *
 * <pre>{@code
 * head   = "JXPXENS1" kind:u8 number:u64 first:u64 crc32c:u32
 * record = length:u32 crc32c:u32 sequence:u64 edits
 * }</pre>
 *
 * The checksum of a record covers the number of its file, its sequence and its length, too: a
 * record that is stale or was moved is not taken for a good one.
 */
final class RecordFile {
  static final int HEAD = 8 + 1 + 8 + 8 + 4;
  static final int RECORD_HEAD = 4 + 4 + 8;

  private static final byte[] MAGIC = "JXPXENS1".getBytes(StandardCharsets.US_ASCII);

  /** What a file is. */
  enum Kind {
    JOURNAL('J', "journal-"),
    SNAPSHOT('S', "snapshot-");

    private final char letter;
    private final String prefix;

    Kind(char letter, String prefix) {
      this.letter = letter;
      this.prefix = prefix;
    }

    String fileName(long number) {
      return "%s%016x".formatted(prefix, number);
    }

    /** The number in the name of a file of this kind; -1 if it is none. */
    long numberOf(String fileName) {
      String digits = fileName.startsWith(prefix) ? fileName.substring(prefix.length()) : "";
      return digits.matches("[0-7][0-9a-f]{15}") ? Long.parseLong(digits, 16) : -1;
    }
  }

  private RecordFile() {}

  /**
   * The head of a file.
   *
   * @param kind what it is
   * @param number its number
   * @param first the sequence of its first record
   */
  static ByteBuffer head(Kind kind, long number, long first) {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    head.put(MAGIC).put((byte) kind.letter).putLong(number).putLong(first);
    return head.putInt(checksum(head.duplicate().flip())).flip();
  }

  /**
   * A record.
   *
   * @param number that of its file
   * @param sequence its own
   * @param edits what it holds
   */
  static ByteBuffer record(long number, long sequence, List<Edit> edits) {
    byte[] content = EditCodec.encode(edits);
    ByteBuffer record = ByteBuffer.allocate(RECORD_HEAD + content.length);
    return record
        .putInt(content.length)
        .putInt(checksum(number, sequence, ByteBuffer.wrap(content)))
        .putLong(sequence)
        .put(content)
        .flip();
  }

  private static int checksum(long number, long sequence, ByteBuffer content) {
    ByteBuffer covered = ByteBuffer.allocate(8 + 8 + 4);
    covered.putLong(number).putLong(sequence).putInt(content.remaining()).flip();
    CRC32C sum = new CRC32C();
    sum.update(covered);
    sum.update(content.duplicate());
    return (int) sum.getValue();
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return (int) sum.getValue();
  }

  /**
   * Whether whole records of a file lie behind damage: then that was no end of a write. Looks at
   * each place, and at all that a record there would have only if the rest makes sense.
   *
   * @param content the whole file
   * @param number its number
   * @param damage where it is damaged
   * @param last the sequence of the last record before
   */
  static boolean isWholeBehind(byte[] content, long number, int damage, long last) {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    long most = last + 1 + content.length / RECORD_HEAD;
    for (int at = damage + 1; at < content.length - RECORD_HEAD; at++) {
      long sequence = bytes.getLong(at + 8);
      if (sequence > last
          && sequence <= most
          && EditCodec.isKind(bytes.get(at + RECORD_HEAD))
          && isRecord(bytes, at, number)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRecord(ByteBuffer bytes, int at, long number) {
    int length = bytes.getInt(at);
    return length > 0
        && length <= bytes.limit() - at - RECORD_HEAD
        && bytes.getInt(at + 4)
            == checksum(number, bytes.getLong(at + 8), bytes.slice(at + RECORD_HEAD, length));
  }

  /**
   * What a record holds.
   *
   * @param sequence its sequence
   * @param edits its edits
   */
  record Found(long sequence, List<Edit> edits) {}

  /** Reads a file, record by record, up to the first one that is not whole. */
  static final class Reader {
    private final ByteBuffer bytes;
    private final long number;
    private final long first;

    /**
     * Read the head.
     *
     * @param content the whole file
     * @param kind what it is to be
     * @param number its number, by its name
     * @throws DamagedException if the head is another
     */
    Reader(byte[] content, Kind kind, long number) throws DamagedException {
      this.bytes = ByteBuffer.wrap(content);
      this.number = number;
      if (content.length < HEAD) {
        throw new DamagedException(0, "its head is cut");
      }
      long claimed = bytes.getLong(MAGIC.length + 1 + 8);
      if (!bytes.slice(0, HEAD).equals(head(kind, number, claimed))) {
        throw new DamagedException(
            0, "its head is not that of %s".formatted(kind.fileName(number)));
      }
      this.first = claimed;
      bytes.position(HEAD);
    }

    /** The sequence of the first record. */
    long first() {
      return first;
    }

    /** Where the next record is. */
    int at() {
      return bytes.position();
    }

    /**
     * The next record.
     *
     * @return null at the end of the file
     * @throws DamagedException if what is there is no whole record
     */
    @Nullable Found next() throws DamagedException {
      int at = bytes.position();
      if (!bytes.hasRemaining()) {
        return null;
      }
      if (bytes.remaining() < RECORD_HEAD) {
        throw new DamagedException(at, "a record is cut");
      }
      int length = bytes.getInt(at);
      if (length < 0 || length > bytes.remaining() - RECORD_HEAD) {
        throw new DamagedException(at, "a record is cut, or its length is wrong");
      }
      long sequence = bytes.getLong(at + 8);
      ByteBuffer content = bytes.slice(at + RECORD_HEAD, length);
      if (bytes.getInt(at + 4) != checksum(number, sequence, content)) {
        throw new DamagedException(at, "the checksum of a record is wrong");
      }
      try {
        Found found = new Found(sequence, EditCodec.decode(content));
        bytes.position(at + RECORD_HEAD + length);
        return found;
      } catch (IllegalArgumentException e) {
        throw new DamagedException(at, String.valueOf(e.getMessage()));
      }
    }
  }
}
