package org.jexpy.sandbox.function;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.jspecify.annotations.Nullable;

/** Carries plain data into guests and out of them. To be used on a thread of the guest. */
final class PlainData {
  /** Up to here JavaScript's numbers are exact. */
  private static final long SAFE = (1L << 53) - 1;

  private PlainData() {}

  /** Something that a guest returned and that is no plain data; the message says what and where. */
  static final class NotPlainException extends Exception {
    private static final long serialVersionUID = 1L;

    NotPlainException(String message) {
      super(message);
    }
  }

  /**
   * What guest code makes its own values of: scalars as they are, everything else as an array that
   * begins with its kind. Texts are the cheapest way for bytes (design §6).
   */
  static @Nullable Object toGuest(@Nullable Object value) {
    return switch (value) {
      case Long number when Math.abs(number) > SAFE -> ProxyArray.fromArray("i", number.toString());
      case BigInteger number -> ProxyArray.fromArray("i", number.toString());
      case byte[] bytes ->
          ProxyArray.fromArray("b", new String(bytes, StandardCharsets.ISO_8859_1));
      case List<?> list -> arguments("l", list);
      case Map<?, ?> map -> {
        List<@Nullable Object> parts = new ArrayList<>();
        map.forEach(
            (key, item) -> {
              parts.add(key);
              parts.add(item);
            });
        yield arguments("d", parts);
      }
      // In Python a null of Java's would be a None that is not None.
      case null -> ProxyArray.fromArray("n");
      default -> value;
    };
  }

  private static ProxyArray arguments(String kind, List<?> items) {
    @Nullable Object[] all = new Object[items.size() + 1];
    all[0] = kind;
    int at = 1;
    for (Object item : items) {
      all[at++] = toGuest(item);
    }
    return ProxyArray.fromArray(all);
  }

  /** A list of arguments. */
  static ProxyArray toGuest(List<?> arguments) {
    return ProxyArray.fromArray(arguments.stream().map(PlainData::toGuest).toArray());
  }

  /**
   * What a guest returned.
   *
   * @throws NotPlainException if it is no plain data
   */
  static @Nullable Object ofGuest(Value value) throws NotPlainException {
    return ofGuest(value, "it", 0);
  }

  private static @Nullable Object ofGuest(Value value, String where, int depth)
      throws NotPlainException {
    if (value.isNull()) {
      return null;
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (value.isString()) {
      return value.asString();
    }
    if (value.isNumber()) {
      return number(value);
    }
    if (depth > GuestFunctions.MAX_DEPTH) {
      throw new NotPlainException(
          "it is nested deeper than %d, or contains itself".formatted(GuestFunctions.MAX_DEPTH));
    }
    String kind = kind(value);
    byte[] bytes = bytes(value, kind);
    if (bytes != null) {
      return bytes;
    }
    if (value.hasHashEntries()) {
      return map(value, where, depth);
    }
    if (value.hasArrayElements()) {
      List<@Nullable Object> list = new ArrayList<>();
      for (long i = 0; i < value.getArraySize(); i++) {
        list.add(ofGuest(value.getArrayElement(i), where + "[" + i + "]", depth + 1));
      }
      return list;
    }
    if (kind.equals("Object") && !value.canExecute()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (String key : value.getMemberKeys()) {
        map.put(key, ofGuest(value.getMember(key), where + "." + key, depth + 1));
      }
      return map;
    }
    throw new NotPlainException(
        "%s is of type %s; plain are null, booleans, numbers, text, bytes, lists, and maps from text"
            .formatted(where, kind));
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

  private static byte @Nullable [] bytes(Value value, String kind) {
    if (kind.equals("Uint8Array") || kind.equals("Buffer")) {
      return read(
          value.getMember("buffer"),
          value.getMember("byteOffset").asLong(),
          value.getMember("byteLength").asInt());
    }
    return value.hasBufferElements()
        ? read(value, 0, Math.toIntExact(value.getBufferSize()))
        : null;
  }

  private static byte[] read(Value buffer, long from, int length) {
    byte[] bytes = new byte[length];
    buffer.readBuffer(from, bytes, 0, length);
    return bytes;
  }

  private static Map<String, @Nullable Object> map(Value value, String where, int depth)
      throws NotPlainException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    Value keys = value.getHashKeysIterator();
    while (keys.hasIteratorNextElement()) {
      Value key = keys.getIteratorNextElement();
      if (!key.isString()) {
        throw new NotPlainException(
            "%s has the key %s of type %s; keys have to be text".formatted(where, key, kind(key)));
      }
      String name = key.asString();
      map.put(name, ofGuest(value.getHashValue(key), where + "." + name, depth + 1));
    }
    return map;
  }

  /** Names for a message, the first few. */
  static String names(Value names) {
    String[] all = names.as(String[].class);
    String shown = String.join(", ", Arrays.copyOf(all, Math.min(all.length, 20)));
    return all.length > 20 ? shown + ", …" : shown;
  }
}
