package org.jexpy.bindings.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a directory: its file {@code lock}, with a note of who has it. It is the operating
 * system's, so it ends with the process, however that ends. POSIX gives a process's lock back as
 * soon as that process closes <em>any</em> descriptor of the file. Therefore this JVM keeps account
 * of the directories that it has locked, and opens no lock file of theirs a second time.
 */
public final class LockFile implements Closeable {
  /** More than this is no note. */
  private static final int MAX_NOTE = 8192;

  /** The notes of the directories that this JVM has locked, by what identifies a directory. */
  private static final Map<Object, String> HELD = new HashMap<>();

  /** Files whose closing would give a lock back that other code of this JVM holds. */
  private static final List<FileChannel> NEVER_CLOSED = new ArrayList<>();

  private final Object key;
  private final FileChannel file;
  private boolean held = true;

  private LockFile(Object key, FileChannel file) {
    this.key = key;
    this.file = file;
  }

  /** Somebody else has the lock. */
  public static final class HeldException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String note;

    private HeldException(String note) {
      super("the directory is locked: " + note);
      this.note = note;
    }

    /** What who has it has noted; may be cut off, or empty. */
    public String note() {
      return note;
    }
  }

  /**
   * The file that is locked.
   *
   * @param directory the directory
   */
  public static Path of(Path directory) {
    return directory.resolve("lock");
  }

  /**
   * Lock a directory.
   *
   * @param directory the directory, which exists
   * @param note what those are told who find it locked, at most 8 KiB
   * @param counts whether a note that was left behind counts as a lock, since who wrote it is still
   *     there
   * @return the lock
   * @throws HeldException if it is locked already
   * @throws IOException if its file cannot be used
   */
  public static LockFile take(Path directory, String note, Predicate<String> counts)
      throws IOException {
    synchronized (HELD) {
      Object key = key(directory);
      @Nullable String here = HELD.get(key);
      if (here != null) {
        throw new HeldException(here);
      }
      FileChannel file = open(of(directory));
      try {
        if (file.tryLock() == null) {
          throw new HeldException(read(file));
        }
        String left = read(file);
        if (counts.test(left)) {
          throw new HeldException(left);
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)), 0);
      } catch (OverlappingFileLockException e) {
        // Another copy of this class, of another class loader, holds it.
        NEVER_CLOSED.add(file);
        throw new HeldException(read(file));
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
      HELD.put(key, note);
      return new LockFile(key, file);
    }
  }

  /**
   * What the last one noted who locked a directory.
   *
   * @param directory the directory
   * @return the note; empty if there is none
   * @throws IOException if it cannot be read
   */
  public static String note(Path directory) throws IOException {
    synchronized (HELD) {
      @Nullable String here = HELD.get(key(directory));
      return here != null ? here : read(of(directory));
    }
  }

  /** Whether it is locked still. */
  public boolean isHeld() {
    synchronized (HELD) {
      return held;
    }
  }

  /** Give the lock back, and take the note away. A second call does nothing. */
  @Override
  public void close() {
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
    ByteBuffer bytes = ByteBuffer.allocate(MAX_NOTE);
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
    @Nullable Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
    return key != null ? key : directory.toRealPath();
  }
}
