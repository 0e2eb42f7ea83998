package org.jexpy.sandbox.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * Takes plain data out of one answer of a guest. To be used on a thread of the guest. What it takes
 * is copied into the heap that all guests share, so that there is a bound.
 */
final class PlainReader {
  /** How many values there may be in an answer. */
  static final int MAX_VALUES = 1_000_000;

  /** How many characters of text and bytes there may be in an answer. */
  static final long MAX_TEXT = 1L << 28;

  private int values = MAX_VALUES;
  private long text = MAX_TEXT;

  private PlainReader() {}

  /** Something that a guest returned and that is no plain data; the message says what and where. */
  static final class NotPlainException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final boolean placed;
    private String place = "";

    private NotPlainException(String what, boolean placed) {
      super(what);
      this.what = what;
      this.placed = placed;
    }

    /** About the whole. */
    static NotPlainException all(String what) {
      return new NotPlainException(what, false);
    }

    /** About one value: its place is put together on the way out, as most have no error to tell. */
    static NotPlainException one(String what) {
      return new NotPlainException(what, true);
    }

    NotPlainException in(String outer) {
      if (placed) {
        place = outer + place;
      }
      return this;
    }

    @Override
    public String getMessage() {
      return "it" + place + " " + what;
    }
  }

  /**
   * What a guest returned.
   *
   * @throws NotPlainException if it is no plain data
   */
  static @Nullable Object ofGuest(Value value) throws NotPlainException {
    return new PlainReader().read(value, 0);
  }

  private @Nullable Object read(Value value, int depth) throws NotPlainException {
    takeValues(1);
    if (value.isNull()) {
      return null;
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (value.isString()) {
      return text(value);
    }
    if (value.isNumber()) {
      return number(value);
    }
    if (depth > GuestFunctions.MAX_DEPTH) {
      throw NotPlainException.all(
          "is nested deeper than %d, or contains itself".formatted(GuestFunctions.MAX_DEPTH));
    }
    String kind = kind(value);
    byte[] bytes = bytes(value, kind);
    if (bytes != null) {
      return bytes;
    }
    if (value.hasHashEntries()) {
      return map(value, depth);
    }
    if (value.hasArrayElements()) {
      List<@Nullable Object> list = new ArrayList<>();
      long size = value.getArraySize();
      // Looked at before: an array of JavaScript's may have a length that is all it has.
      needValues(size);
      for (long i = 0; i < size; i++) {
        try {
          list.add(read(value.getArrayElement(i), depth + 1));
        } catch (NotPlainException e) {
          throw e.in("[" + i + "]");
        }
      }
      return list;
    }
    if (kind.equals("Object") && !value.canExecute()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (String key : value.getMemberKeys()) {
        map.put(key, entry(key, value.getMember(key), depth));
      }
      return map;
    }
    throw NotPlainException.one(
        "is of type %s; plain are null, booleans, numbers, text, bytes, lists, and maps from text"
            .formatted(kind));
  }

  private @Nullable Object entry(String name, Value value, int depth) throws NotPlainException {
    try {
      return read(value, depth + 1);
    } catch (NotPlainException e) {
      throw e.in("." + name);
    }
  }

  private static String kind(Value value) {
    Value meta = value.getMetaObject();
    return meta == null ? "unknown" : meta.getMetaSimpleName();
  }

  private static Object number(Value value) {
    String kind = kind(value);
    // Python tells 1.0 from 1; for JavaScript they are the same number.
    if (value.fitsInLong() && !kind.equals("float")) {
      return value.asLong();
    }
    boolean whole = kind.equals("int") || kind.equalsIgnoreCase("bigint");
    return whole ? value.asBigInteger() : value.asDouble();
  }

  private String text(Value value) throws NotPlainException {
    String read = value.asString();
    takeText(read.length());
    return read;
  }

  private byte @Nullable [] bytes(Value value, String kind) throws NotPlainException {
    if (kind.equals("Uint8Array") || kind.equals("Buffer")) {
      Value buffer = value.getMember("buffer");
      // A class of the guest's own may have that name.
      return buffer != null && buffer.hasBufferElements()
          ? bytes(
              buffer,
              value.getMember("byteOffset").asLong(),
              value.getMember("byteLength").asLong())
          : null;
    }
    return value.hasBufferElements() ? bytes(value, 0, value.getBufferSize()) : null;
  }

  private byte[] bytes(Value buffer, long from, long length) throws NotPlainException {
    takeText(length);
    byte[] bytes = new byte[(int) length];
    buffer.readBuffer(from, bytes, 0, bytes.length);
    return bytes;
  }

  private Map<String, @Nullable Object> map(Value value, int depth) throws NotPlainException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    Value keys = value.getHashKeysIterator();
    while (keys.hasIteratorNextElement()) {
      Value key = keys.getIteratorNextElement();
      if (!key.isString()) {
        throw NotPlainException.one(
            "has the key %s of type %s; keys have to be text".formatted(key, kind(key)));
      }
      String name = text(key);
      map.put(name, entry(name, value.getHashValue(key), depth));
    }
    return map;
  }

  private void takeValues(int count) throws NotPlainException {
    needValues(count);
    values -= count;
  }

  private void needValues(long count) throws NotPlainException {
    if (count > values) {
      throw NotPlainException.all(
          "has more than %d values; return it in parts".formatted(MAX_VALUES));
    }
  }

  private void takeText(long length) throws NotPlainException {
    if (length > text) {
      throw NotPlainException.all(
          "has more than %d characters of text and bytes; return it in parts".formatted(MAX_TEXT));
    }
    text -= length;
  }
}
