package org.jexpy.bindings.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The protocol by which a file is replaced: write a new one, sync it, rename it, sync the
 * directory. After a crash at any instant the file is the old or the new one; after {@link
 * #replace} returned, the new one.
 *
 * @param layer the disk
 * @param file the file, of which there must be one writer at a time
 */
public record DurableFile(FileLayer layer, Path file) {
  /** Few enough that a crash test meets several writes, enough that they cost nothing. */
  public static final int CHUNK = 8 << 10;

  /**
   * Replace the file, or make it.
   *
   * @param content its new content
   * @throws IOException if it could not be written, or is not known to be on the disk; the old file
   *     is kept unless the last step failed, and no temporary file is left where it can be removed
   */
  public void replace(byte[] content) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    // What a crash left behind.
    layer.delete(written);
    try {
      try (FileLayer.NewFile target = layer.createNew(written)) {
        for (int at = 0; at < content.length; at += CHUNK) {
          target.write(ByteBuffer.wrap(content, at, Math.min(CHUNK, content.length - at)));
        }
        target.sync();
      }
      layer.rename(written, file);
    } catch (IOException | RuntimeException e) {
      try {
        layer.delete(written);
      } catch (IOException notDeleted) {
        e.addSuppressed(notDeleted);
      }
      throw e;
    }
    layer.syncDirectory(directory());
  }

  /** Where the file is. */
  public Path directory() {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root is no file");
  }
}
