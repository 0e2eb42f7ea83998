package org.jexpy.bindings.execnet.rsync;

import java.io.IOException;
import java.util.List;
import org.jexpy.bindings.execnet.serial.Bytes;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * A target wants a file.
 *
 * @param name its path below the source, as the target may name it
 * @param digest of the file that it has, of the same size; null if it has none
 */
record FileRequest(String name, @Nullable Bytes digest) {
  /**
   * A request.
   *
   * @param said what the target said of it
   * @throws IOException if that is no request
   */
  static FileRequest of(@Nullable Object said) throws IOException {
    if (said instanceof Tuple(List<@Nullable Object> parts)
        && parts.size() == 2
        && parts.getFirst() instanceof List<?> names
        && names.stream().allMatch(String.class::isInstance)
        && (parts.getLast() == null || parts.getLast() instanceof Bytes)) {
      String name = String.join("/", names.stream().map(String.class::cast).toList());
      return new FileRequest(name, (Bytes) parts.getLast());
    }
    throw new IOException("a target asked for '%s' (expected: names and a digest)".formatted(said));
  }
}
