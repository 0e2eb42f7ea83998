package org.jexpy.sandbox.fs;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import org.graalvm.polyglot.io.FileSystem;

/**
 * A composed file system whose moves and copies are those of the host. The runtime's own
 * composition does them by reading, writing and deleting, which is neither atomic nor keeps links
 * and attributes; guests save their files by renaming them.
 */
final class WholeMoves extends ForwardingFileSystem {
  private final FileSystem host;

  WholeMoves(FileSystem composed, FileSystem host) {
    super(composed);
    this.host = host;
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    if (isOnHost(source) && isOnHost(target)) {
      host.copy(source, target, options);
    } else {
      next.copy(source, target, options);
    }
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    if (isOnHost(source) && isOnHost(target)) {
      host.move(source, target, options);
    } else {
      next.move(source, target, options);
    }
  }

  private boolean isOnHost(Path path) {
    return !VirtualMount.covers(next.toAbsolutePath(path).normalize());
  }
}
