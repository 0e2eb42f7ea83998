package org.jexpy.host.state;

import java.io.IOException;
import java.util.Optional;
import org.jexpy.bindings.disk.LockFile;

/**
 * The lock of a state directory. Its guests cannot open its file, which would lose it; other code
 * of a program can, and so a directory whose holder still runs counts as locked, too.
 */
final class DirectoryLock {
  private DirectoryLock() {}

  /**
   * Lock a directory.
   *
   * @throws StateDirectoryInUseException if it is locked already, or its holder has lost its lock
   *     and still runs
   */
  static LockFile take(StatePaths paths, Holder holder) throws IOException {
    try {
      return LockFile.take(
          paths.root(),
          holder.text(),
          left -> Holder.parse(left).filter(Holder::isAnotherAlive).isPresent());
    } catch (LockFile.HeldException e) {
      throw new StateDirectoryInUseException(paths.root(), Holder.parse(e.note()));
    }
  }

  static Optional<Holder> lastHolder(StatePaths paths) {
    try {
      return Holder.parse(LockFile.note(paths.root()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
