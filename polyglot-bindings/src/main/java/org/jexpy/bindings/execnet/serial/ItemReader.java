package org.jexpy.bindings.execnet.serial;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a dump, with every check: whatever the bytes are, the end is one value or a {@link
 * LoadException}, and no more memory is asked for than the bytes themselves and the limits allow.
 * execnet's own loader takes much of this as it comes; see §5 for what it does then.
 *
 * @param <T> what stands for a value
 */
final class ItemReader<T> {
  /** What an entry of the stack is. */
  private static final byte SCALAR = 0;

  private static final byte LIST = 1;
  private static final byte DICTIONARY = 2;

  /** Scalars and tuples and frozen sets of such; a bit beside the others. */
  private static final byte HASHABLE = 4;

  /** A number that can be an index. */
  private static final byte INDEX = 8;

  /** Keys are hashed, and that is done by recursion. */
  private static final int MAX_KEY_DEPTH = 100;

  private final byte[] in;
  private final int end;
  private final ItemMaker<T> maker;
  private final ItemLimits limits;
  private int at;

  private @Nullable Object[] values = new @Nullable Object[16];
  private byte[] kinds = new byte[16];

  /** How deep what an entry contains is nested. */
  private int[] depths = new int[16];

  /** Of an index, the index; of a list, its size. */
  private int[] numbers = new int[16];

  private int top;
  private long elements;

  ItemReader(byte[] in, int from, int end, ItemMaker<T> maker, ItemLimits limits) {
    this.in = in;
    this.at = from;
    this.end = end;
    this.maker = maker;
    this.limits = limits;
  }

  /** The one value, behind which nothing stands. */
  @Nullable T read() {
    while (true) {
      if (at == end) {
        throw wrong("they end before STOP");
      }
      byte opcode = in[at++];
      if (opcode == Opcode.STOP) {
        break;
      }
      step(opcode);
    }
    if (top != 1) {
      throw new LoadException(
          "internal unserialization error: %d values at STOP (expected: 1)".formatted(top));
    }
    if (at != end) {
      throw wrong("%d bytes follow STOP".formatted(end - at));
    }
    return value(0);
  }

  private void step(byte opcode) {
    switch (opcode) {
      case Opcode.NONE -> push(maker.none(), HASHABLE);
      case Opcode.TRUE -> push(maker.truth(true), HASHABLE);
      case Opcode.FALSE -> push(maker.truth(false), HASHABLE);
      case Opcode.INT, Opcode.LONG -> {
        int value = integer();
        push(maker.integer(value), (byte) (HASHABLE | INDEX));
        numbers[top - 1] = value;
      }
      case Opcode.LONG_INT, Opcode.LONG_LONG -> digits();
      case Opcode.FLOAT -> push(maker.real(real()), HASHABLE);
      case Opcode.COMPLEX -> push(maker.complex(real(), real()), HASHABLE);
      case Opcode.BYTES, Opcode.PY2_STRING, Opcode.PY3_STRING, Opcode.UNICODE -> {
        int length = length();
        push(maker.string(opcode, in, at, length), HASHABLE);
        at += length;
      }
      case Opcode.CHANNEL -> push(maker.channel(integer()), HASHABLE);
      case Opcode.NEW_LIST -> list();
      case Opcode.NEW_DICT -> push(maker.dictionary(), DICTIONARY);
      case Opcode.SET_ITEM -> setItem();
      case Opcode.BUILD_TUPLE, Opcode.SET, Opcode.FROZEN_SET -> gather(opcode);
      default -> {
        at--;
        throw new LoadException(
            "unknown opcode %s at byte %d - wire protocol corruption?"
                .formatted(shown(opcode), at));
      }
    }
  }

  private static String shown(byte opcode) {
    return opcode > ' ' && opcode < 0x7f && opcode != '\'' && opcode != '\\'
        ? "b'" + (char) opcode + "'"
        : "b'\\x%02x'".formatted(opcode);
  }

  private void digits() {
    int length = length();
    int first = length > 0 && (in[at] == '-' || in[at] == '+') ? 1 : 0;
    if (length == first) {
      throw wrong("a number without digits");
    }
    if (length - first > limits.digits()) {
      throw wrong("a number of %d digits (allowed: %d)".formatted(length - first, limits.digits()));
    }
    for (int i = first; i < length; i++) {
      if (in[at + i] < '0' || in[at + i] > '9') {
        throw wrong("a number with other characters than digits");
      }
    }
    String text = new String(in, at, length, StandardCharsets.ISO_8859_1);
    at += length;
    BigInteger value = new BigInteger(text);
    push(
        value.bitLength() < Long.SIZE ? maker.integer(value.longValue()) : maker.integer(value),
        HASHABLE);
  }

  private void list() {
    int size = integer();
    if (size < 0) {
      throw wrong("a list of %d elements".formatted(size));
    }
    elements += size;
    if (elements > limits.elements()) {
      throw wrong(
          "lists of %d elements together (allowed: %d)".formatted(elements, limits.elements()));
    }
    push(maker.list(size), LIST);
    numbers[top - 1] = size;
  }

  private void setItem() {
    if (top < 3) {
      throw new LoadException("not enough items for setitem: %d (expected: 3)".formatted(top));
    }
    int target = top - 3;
    int key = top - 2;
    switch (kinds[target] & (LIST | DICTIONARY)) {
      case LIST -> {
        boolean known = (kinds[key] & INDEX) != 0;
        if (!known || numbers[key] < 0 || numbers[key] >= numbers[target]) {
          throw wrong(
              "an element at %s of a list of %d"
                  .formatted(known ? numbers[key] : "no index", numbers[target]));
        }
        maker.put(container(target), numbers[key], value(top - 1));
      }
      case DICTIONARY -> {
        checkKey(key);
        maker.put(container(target), value(key), value(top - 1));
      }
      default -> throw wrong("an item is set in what is neither a list nor a dictionary");
    }
    deepen(target, Math.max(depths[key], depths[top - 1]) + 1);
    drop(2);
  }

  private void gather(byte opcode) {
    int count = integer();
    if (count < 0 || count > top) {
      throw wrong("a tuple or set of %d values, of which there are %d".formatted(count, top));
    }
    boolean tuple = opcode == Opcode.BUILD_TUPLE;
    byte hashable = opcode == Opcode.SET ? SCALAR : HASHABLE;
    int depth = 0;
    for (int i = top - count; i < top; i++) {
      if (!tuple) {
        checkKey(i);
      }
      hashable &= kinds[i];
      depth = Math.max(depth, depths[i] + 1);
    }
    T made = maker.gathered(opcode, values(count));
    drop(count);
    push(made, hashable);
    deepen(top - 1, depth);
  }

  private void checkKey(int entry) {
    if ((kinds[entry] & HASHABLE) == 0) {
      throw wrong("a list, dictionary or set as a key or as a member of a set");
    }
    if (depths[entry] > MAX_KEY_DEPTH) {
      throw wrong("a key or member of a set nested deeper than %d levels".formatted(MAX_KEY_DEPTH));
    }
  }

  private void deepen(int entry, int depth) {
    if (depth > limits.depth()) {
      throw wrong("containers nested deeper than %d levels".formatted(limits.depth()));
    }
    depths[entry] = Math.max(depths[entry], depth);
  }

  @SuppressWarnings("unchecked")
  private @Nullable T value(int entry) {
    return (@Nullable T) values[entry];
  }

  private T container(int entry) {
    return Objects.requireNonNull(value(entry));
  }

  /** Those on top. */
  @SuppressWarnings("unchecked")
  private List<@Nullable T> values(int count) {
    return (List<@Nullable T>) Arrays.asList(Arrays.copyOfRange(values, top - count, top));
  }

  private void push(@Nullable T value, byte kind) {
    if (top == kinds.length) {
      values = Arrays.copyOf(values, 2 * top);
      kinds = Arrays.copyOf(kinds, 2 * top);
      depths = Arrays.copyOf(depths, 2 * top);
      numbers = Arrays.copyOf(numbers, 2 * top);
    }
    values[top] = value;
    kinds[top] = kind;
    depths[top] = 0;
    top++;
  }

  private void drop(int count) {
    for (int i = top - count; i < top; i++) {
      values[i] = null;
    }
    top -= count;
  }

  private int length() {
    int length = integer();
    if (length < 0 || length > end - at) {
      throw wrong("a length of %d, and %d bytes are left".formatted(length, end - at));
    }
    return length;
  }

  private int integer() {
    need(4);
    int value =
        in[at] << 24 | (in[at + 1] & 0xff) << 16 | (in[at + 2] & 0xff) << 8 | (in[at + 3] & 0xff);
    at += 4;
    return value;
  }

  private double real() {
    need(8);
    long high = Integer.toUnsignedLong(integer());
    return Double.longBitsToDouble(high << 32 | Integer.toUnsignedLong(integer()));
  }

  private void need(int bytes) {
    if (end - at < bytes) {
      throw wrong("%d bytes are wanted, and %d are left".formatted(bytes, end - at));
    }
  }

  private LoadException wrong(String what) {
    return new LoadException("these bytes are no value: %s, at byte %d".formatted(what, at));
  }
}
