package org.jexpy.bindings.execnet.channel;

import java.util.List;
import org.jexpy.bindings.execnet.serial.Coercion;
import org.jexpy.bindings.execnet.serial.ItemScanner;
import org.jexpy.bindings.execnet.serial.LoadException;
import org.jexpy.bindings.execnet.serial.Loader;
import org.jexpy.bindings.execnet.serial.Shape;
import org.jspecify.annotations.Nullable;

/** What a channel received: bytes that are one value, for sure. */
public final class Item {
  private final byte[] bytes;
  private final Coercion coercion;
  private final Shape shape;

  /** The channels that it names: whoever has the item has them, or they might be gone. */
  private final List<RawChannel> named;

  private Item(byte[] bytes, Coercion coercion, Shape shape, List<RawChannel> named) {
    this.bytes = bytes;
    this.coercion = coercion;
    this.shape = shape;
    this.named = named;
  }

  /** An item, of bytes that are checked here. */
  static Item of(byte[] bytes, Coercion coercion, ChannelTable channels) {
    NamedChannels named = new NamedChannels(channels);
    Shape shape = ItemScanner.scan(bytes, named);
    return new Item(bytes, coercion, shape, named.all());
  }

  /** Its bytes, without a version and with STOP: not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** How its strings are to be read: as was said when it came. */
  public Coercion coercion() {
    return coercion;
  }

  /** What it is. */
  public Shape shape() {
    return shape;
  }

  /** The channels that it names. */
  public List<RawChannel> channels() {
    return named;
  }

  /**
   * Its value, of the types of {@link Loader}; channels are {@link RawChannel}.
   *
   * @throws LoadException never, as the bytes were checked
   */
  public @Nullable Object value() {
    return Loader.load(bytes, coercion, this::named);
  }

  private RawChannel named(int id) {
    for (RawChannel channel : named) {
      if (channel.id() == id) {
        return channel;
      }
    }
    throw new IllegalStateException("channel %d is not in the item".formatted(id));
  }
}
