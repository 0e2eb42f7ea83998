package org.jexpy.host.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lock of a state directory. POSIX gives a process's lock back as soon as that process closes
 * <em>any</em> descriptor of the file. Therefore this JVM keeps account of the directories that it
 * has locked, and opens no lock file of theirs a second time. Its guests cannot open it; other code
 * of a program can, and so a directory whose holder still runs counts as locked, too.
 */
final class DirectoryLock {
  /** The directories that this JVM has locked, by what identifies a directory in the system. */
  private static final Map<Object, Holder> HELD = new HashMap<>();

  /** Files whose closing would give a lock back that other code of this JVM holds. */
  private static final List<FileChannel> NEVER_CLOSED = new ArrayList<>();

  private final Object key;
  private final FileChannel file;
  private boolean held = true;

  private DirectoryLock(Object key, FileChannel file) {
    this.key = key;
    this.file = file;
  }

  /**
   * Lock a directory.
   *
   * @throws StateDirectoryInUseException if it is locked already, or its holder has lost its lock
   *     and still runs
   */
  static DirectoryLock take(StatePaths paths, Holder holder) throws IOException {
    synchronized (HELD) {
      Object key = key(paths.root());
      Holder here = HELD.get(key);
      if (here != null) {
        throw new StateDirectoryInUseException(paths.root(), Optional.of(here));
      }
      FileChannel file = open(paths.lock());
      try {
        FileLock lock = file.tryLock();
        if (lock == null) {
          throw new StateDirectoryInUseException(paths.root(), Holder.parse(read(file)));
        }
        Optional<Holder> noted = Holder.parse(read(file));
        if (noted.filter(Holder::isAnotherAlive).isPresent()) {
          throw new StateDirectoryInUseException(paths.root(), noted);
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap(holder.text().getBytes(StandardCharsets.UTF_8)), 0);
      } catch (OverlappingFileLockException e) {
        // Another copy of this class, of another class loader, holds it.
        NEVER_CLOSED.add(file);
        throw new StateDirectoryInUseException(paths.root(), Holder.parse(read(file)));
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
      HELD.put(key, holder);
      return new DirectoryLock(key, file);
    }
  }

  static Optional<Holder> lastHolder(StatePaths paths) {
    synchronized (HELD) {
      try {
        Holder here = HELD.get(key(paths.root()));
        return here != null ? Optional.of(here) : Holder.parse(read(paths.lock()));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  boolean isHeld() {
    synchronized (HELD) {
      return held;
    }
  }

  void close() {
    synchronized (HELD) {
      if (!held) {
        return;
      }
      held = false;
      HELD.remove(key);
      try (file) {
        // So that nobody who meets the next holder before it has written is told of this one. The
        // file itself stays: whoever removed it could remove a successor's.
        file.truncate(0);
      } catch (IOException e) {
        // The lock is free all the same, with the descriptor.
      }
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static String read(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Holder.MAX_BYTES);
    while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
      // Until the end or the limit.
    }
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }

  private static String read(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return read(channel);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static Object key(Path directory) throws IOException {
    Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
    return key != null ? key : directory.toRealPath();
  }
}
