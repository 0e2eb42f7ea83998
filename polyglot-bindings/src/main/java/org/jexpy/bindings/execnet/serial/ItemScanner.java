package org.jexpy.bindings.execnet.serial;

import java.math.BigInteger;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an item without making its value: all that {@link Loader} checks is checked, so that
 * what decodes it afterwards, in whatever language, sees bytes that are one value.
 */
public final class ItemScanner implements ItemMaker<Object> {
  private static final Object VALUE = new Object();

  private final IntConsumer channels;
  private boolean compound;
  private boolean named;

  private ItemScanner(IntConsumer channels) {
    this.channels = channels;
  }

  /**
   * Look at an item.
   *
   * @param item its bytes, without a version
   * @param channels gets the number of each channel in it, in order
   * @return what it is
   * @throws LoadException if it is no value
   */
  public static Shape scan(byte[] item, IntConsumer channels) {
    ItemScanner scanner = new ItemScanner(channels);
    Object _ = new ItemReader<>(item, 0, item.length, scanner, ItemLimits.DEFAULT).read();
    if (scanner.named) {
      return Shape.WITH_CHANNELS;
    }
    return scanner.compound ? Shape.COMPOUND : Shape.SCALAR;
  }

  @Override
  public @Nullable Object none() {
    return VALUE;
  }

  @Override
  public Object truth(boolean value) {
    return VALUE;
  }

  @Override
  public Object integer(long value) {
    return VALUE;
  }

  @Override
  public Object integer(BigInteger value) {
    return VALUE;
  }

  @Override
  public Object real(double value) {
    return VALUE;
  }

  @Override
  public Object complex(double real, double imaginary) {
    compound = true;
    return VALUE;
  }

  @Override
  public Object string(byte opcode, byte[] from, int offset, int length) {
    if (opcode == Opcode.PY3_STRING || opcode == Opcode.UNICODE) {
      ValueMaker.checkText(from, offset, length);
    }
    return VALUE;
  }

  @Override
  public Object channel(int id) {
    named = true;
    channels.accept(id);
    return VALUE;
  }

  @Override
  public Object list(int size) {
    compound = true;
    return VALUE;
  }

  @Override
  public Object dictionary() {
    compound = true;
    return VALUE;
  }

  @Override
  public void put(Object list, int index, @Nullable Object value) {}

  @Override
  public void put(Object dictionary, @Nullable Object key, @Nullable Object value) {}

  @Override
  public Object gathered(byte opcode, List<@Nullable Object> items) {
    compound = true;
    return VALUE;
  }
}
