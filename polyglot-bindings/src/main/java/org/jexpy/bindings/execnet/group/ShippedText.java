package org.jexpy.bindings.execnet.group;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Python of ours that runs elsewhere. */
final class ShippedText {
  private ShippedText() {}

  /** The text of a file. */
  static String of(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            ShippedText.class.getResourceAsStream("/org/jexpy/bindings/execnet/worker/" + name),
            name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
