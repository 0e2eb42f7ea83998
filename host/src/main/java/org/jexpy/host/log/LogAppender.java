package org.jexpy.host.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** How bytes get to the end of a log file. */
@FunctionalInterface
interface LogAppender {
  /**
   * Append all bytes or none.
   *
   * @param file the file, which need not exist
   * @param bytes whole lines
   * @throws IOException if not all could be written
   */
  void append(Path file, byte[] bytes) throws IOException;

  /**
   * Files on the disk: a file that has become large gets the name {@code FILE.1}, in the place of
   * the one before, and a new one is begun. No file stays open, so there may be any number of them,
   * and one that somebody removes or moves is made anew.
   *
   * @param maxBytes how large a file may become
   */
  static LogAppender rotating(long maxBytes) {
    return (file, bytes) -> {
      if (Files.exists(file) && Files.size(file) + bytes.length > maxBytes) {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      try (FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        long before = channel.size();
        try {
          ByteBuffer rest = ByteBuffer.wrap(bytes);
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
        } catch (IOException e) {
          cutBack(channel, before, e);
          throw e;
        }
      }
    };
  }

  private static void cutBack(FileChannel channel, long size, IOException cause) {
    try {
      channel.truncate(size);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
