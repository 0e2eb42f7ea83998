package org.jexpy.host.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;
import org.jexpy.bindings.exos.core.DumpFailedException;
import org.jexpy.bindings.exos.core.InvalidTraceBufferException;
import org.jexpy.bindings.exos.core.TraceFiles;
import org.jexpy.sandbox.fs.FileFailures;

/**
 * Dumps of trace buffers in the container's folder, which processes see as {@code /usr/local/tmp}.
 * The folder may be theirs to write in; therefore links in it are not followed, and names have no
 * folders.
 *
 * @param folder the folder
 */
public record TraceFolder(Path folder) implements TraceFiles {
  private static final Pattern NAME = Pattern.compile("(?!\\.)[^/\\x00-\\x1f]{1,200}");

  @Override
  public String write(String name, String text) {
    String file = name.startsWith(FOLDER + "/") ? name.substring(FOLDER.length() + 1) : name;
    if (!NAME.matcher(file).matches()) {
      throw new InvalidTraceBufferException(
          "file name of a trace dump: '%s' (expected: a name without folders; the file is made in %s)"
              .formatted(name, FOLDER));
    }
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            folder.resolve(file),
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      // Without the real path of the file, which is not the process's concern.
      throw new DumpFailedException(
          "the trace file %s/%s cannot be written: %s"
              .formatted(FOLDER, file, FileFailures.reason(e)));
    }
    return FOLDER + "/" + file;
  }
}
