package org.jexpy.bindings.service;

import org.jspecify.annotations.Nullable;

/** The first byte of each value. */
enum Tag {
  NULL(0),
  FALSE(1),
  TRUE(2),
  INTEGER(3),
  DOUBLE(4),
  TEXT(5),
  /** Text with unpaired surrogates, which UTF-8 cannot hold: big-endian UTF-16. */
  TEXT16(6),
  BYTES(7),
  LIST(8),
  MAP(9),
  RECORD(10),
  ENUM(11),
  ABSENT(12),
  PRESENT(13),
  DURATION(14),
  INSTANT(15),
  VARIANT(16);

  private static final Tag[] BY_CODE = values();

  private final int code;

  Tag(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The tag of a byte; {@code null} if there is none. */
  static @Nullable Tag of(int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }
}
