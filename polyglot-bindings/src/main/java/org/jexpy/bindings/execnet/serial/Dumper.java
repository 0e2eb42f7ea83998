package org.jexpy.bindings.execnet.serial;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes bytes of values (§5). What has a form on the wire:
 *
 * <table>
 * <caption>values and what Python makes of them</caption>
 * <tr><th>Java</th><th>Python</th></tr>
 * <tr><td>null, {@link Boolean}</td><td>{@code None}, {@code bool}</td></tr>
 * <tr><td>{@link Byte}, {@link Short}, {@link Integer}, {@link Long}, {@link BigInteger}</td><td>{@code int}</td></tr>
 * <tr><td>{@link Float}, {@link Double}; {@link Complex}</td><td>{@code float}; {@code complex}</td></tr>
 * <tr><td>{@link String}; {@link Bytes}, {@code byte[]}</td><td>{@code str}; {@code bytes}</td></tr>
 * <tr><td>{@link List}; {@link Tuple}</td><td>{@code list}; {@code tuple}</td></tr>
 * <tr><td>{@link Map}; {@link Set}; {@link FrozenSet}</td><td>{@code dict}; {@code set}; {@code frozenset}</td></tr>
 * <tr><td>{@link ChannelReference}</td><td>the channel of that number</td></tr>
 * </table>
 *
 * An integer below -2^31, at which execnet itself fails, goes as decimal digits, which all its
 * versions load.
 */
public final class Dumper {
  /** The first byte of what execnet's {@code dumps} gives, from 2.0 on. */
  public static final byte VERSION = 2;

  private final ItemWriter out = new ItemWriter();
  private final Deque<Walk> walks = new ArrayDeque<>();
  private final int maxDepth;

  private Dumper(ItemLimits limits) {
    this.maxDepth = limits.depth();
  }

  /**
   * The bytes of a value, as gateways send them: without a version.
   *
   * @param value the value
   * @return its bytes
   * @throws DumpException if something in it has no form on the wire, or it is nested too deep (a
   *     container that contains itself is)
   */
  public static byte[] dump(@Nullable Object value) {
    Dumper dumper = new Dumper(ItemLimits.DEFAULT);
    dumper.write(value);
    return dumper.out.toBytes();
  }

  /**
   * The bytes of a value behind a byte that tells the version: what execnet's {@code dumps} gives.
   *
   * @param value the value
   * @param version 1 for programs with execnet 1.9, otherwise {@link #VERSION}
   * @return its bytes
   * @throws DumpException as {@link #dump}
   */
  public static byte[] dumpVersioned(@Nullable Object value, byte version) {
    Dumper dumper = new Dumper(ItemLimits.DEFAULT);
    dumper.out.op(version);
    dumper.write(value);
    return dumper.out.toBytes();
  }

  private void write(@Nullable Object value) {
    begin(value);
    // Containers wait here, not on the stack of the thread: how deep they are is up to others.
    for (@Nullable Walk walk = walks.peek(); walk != null; walk = walks.peek()) {
      if (walk.advance(out)) {
        begin(walk.child());
      } else {
        walks.pop();
      }
    }
    out.op(Opcode.STOP);
  }

  /** Write a value that is whole by itself, or begin one that contains others. */
  private void begin(@Nullable Object value) {
    switch (value) {
      case null -> out.op(Opcode.NONE);
      case String text -> out.text(text);
      case Long number -> out.integer(number);
      case Integer number -> out.op(Opcode.INT, number);
      case Boolean truth -> out.op(truth ? Opcode.TRUE : Opcode.FALSE);
      case Double number -> out.real(number);
      case Bytes bytes -> out.op(Opcode.BYTES, bytes.shared());
      case byte[] bytes -> out.op(Opcode.BYTES, bytes);
      case List<?> list -> {
        out.op(Opcode.NEW_LIST, list.size());
        enter(new ListWalk(list.iterator()));
      }
      case Map<?, ?> map -> {
        out.op(Opcode.NEW_DICT);
        enter(new MapWalk(map.entrySet().iterator()));
      }
      case Tuple tuple -> enter(new Gather(tuple.items(), Opcode.BUILD_TUPLE));
      case FrozenSet set -> enter(new Gather(set, Opcode.FROZEN_SET));
      case Set<?> set -> enter(new Gather(set, Opcode.SET));
      case BigInteger number -> out.integer(number);
      case Complex number -> out.complex(number);
      case ChannelReference channel -> out.op(Opcode.CHANNEL, channel.id());
      case Float number -> out.real(number);
      case Short number -> out.op(Opcode.INT, number);
      case Byte number -> out.op(Opcode.INT, number);
      default ->
          throw new DumpException(
              "can't serialize %s (expected: null, a boolean, a number, a text, bytes, a List, Tuple, Map, Set or FrozenSet of such, or a channel)"
                  .formatted(value.getClass().getName()));
    }
  }

  private void enter(Walk walk) {
    @Nullable Walk around = walks.peek();
    if (around != null && around.wantsKeys()) {
      if (!walk.isKey()) {
        throw new DumpException(
            "a List, Map or Set can be no key of a dictionary and no member of a set; use a Tuple or a FrozenSet");
      }
      walk.withinKey = true;
    }
    if (walks.size() >= maxDepth) {
      throw new DumpException(
          "containers are nested deeper than %d levels; does one contain itself?"
              .formatted(maxDepth));
    }
    walks.push(walk);
  }

  /** A container that is being written. */
  private abstract static sealed class Walk {
    /** Whether it is part of what has to be hashable, or Python could not load it. */
    boolean withinKey;

    /** Write what stands before the next child, or the end; whether there is a next child. */
    abstract boolean advance(ItemWriter out);

    abstract @Nullable Object child();

    /** Whether Python can hash it, if it can hash what is in it. */
    boolean isKey() {
      return false;
    }

    /** Whether the next child has to be hashable. */
    boolean wantsKeys() {
      return withinKey;
    }
  }

  /** A list is made first, and filled index by index. */
  private static final class ListWalk extends Walk {
    private final Iterator<? extends @Nullable Object> items;
    private int index;

    ListWalk(Iterator<? extends @Nullable Object> items) {
      this.items = items;
    }

    @Override
    boolean advance(ItemWriter out) {
      if (index > 0) {
        out.op(Opcode.SET_ITEM);
      }
      if (!items.hasNext()) {
        return false;
      }
      out.op(Opcode.INT, index++);
      return true;
    }

    @Override
    @Nullable Object child() {
      return items.next();
    }
  }

  /** A dictionary is made first, and filled entry by entry. */
  private static final class MapWalk extends Walk {
    private final Iterator<? extends Map.Entry<?, ?>> entries;
    private Map.@Nullable Entry<?, ?> entry;
    private boolean atKey;

    MapWalk(Iterator<? extends Map.Entry<?, ?>> entries) {
      this.entries = entries;
    }

    @Override
    boolean advance(ItemWriter out) {
      if (atKey) {
        atKey = false;
        return true;
      }
      if (entry != null) {
        out.op(Opcode.SET_ITEM);
      }
      if (!entries.hasNext()) {
        return false;
      }
      entry = entries.next();
      atKey = true;
      return true;
    }

    @Override
    @Nullable Object child() {
      Map.Entry<?, ?> now = Objects.requireNonNull(entry);
      return atKey ? now.getKey() : now.getValue();
    }

    @Override
    boolean wantsKeys() {
      return atKey;
    }
  }

  /** What a tuple or a set is made of comes before it. */
  private static final class Gather extends Walk {
    private final Iterator<? extends @Nullable Object> items;
    private final int count;
    private final byte opcode;

    Gather(Collection<? extends @Nullable Object> items, byte opcode) {
      this.items = items.iterator();
      this.count = items.size();
      this.opcode = opcode;
    }

    @Override
    boolean advance(ItemWriter out) {
      if (items.hasNext()) {
        return true;
      }
      out.op(opcode, count);
      return false;
    }

    @Override
    @Nullable Object child() {
      return items.next();
    }

    @Override
    boolean isKey() {
      return opcode != Opcode.SET;
    }

    @Override
    boolean wantsKeys() {
      return withinKey || opcode != Opcode.BUILD_TUPLE;
    }
  }
}
