package org.jexpy.bindings.execnet.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jexpy.bindings.execnet.channel.Item;
import org.jexpy.bindings.execnet.serial.Bytes;
import org.jexpy.bindings.execnet.serial.Dumper;

/** Bytes as items, which is how frames go through other gateways. */
final class ProxyItem {
  private ProxyItem() {}

  static byte[] of(byte[] bytes, int offset, int length) {
    return Dumper.dump(
        offset == 0 && length == bytes.length
            ? bytes
            : Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /** Bytes; those of Python 2 come as text. */
  static Optional<byte[]> bytes(Item item) {
    return switch (item.value()) {
      case Bytes bytes -> Optional.of(bytes.toArray());
      case String text -> Optional.of(text.getBytes(StandardCharsets.ISO_8859_1));
      case null, default -> Optional.empty();
    };
  }
}
