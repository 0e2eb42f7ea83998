package org.jexpy.sandbox.js;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.jexpy.sandbox.GuestVisible;

/**
 * Files for {@code jexpy:fs} and {@code node:fs}, behind the guest's file system and so behind its
 * gate. Every method is one operation, done on the Runner; failures are the exceptions of {@code
 * java.nio.file}, which {@link HostError} names.
 */
public final class HostFiles {
  private static final LinkOption[] NO_FOLLOW = {LinkOption.NOFOLLOW_LINKS};
  private static final String NAME_LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int RANDOM_LETTERS = 6;
  private static final OpenFlags READ_WRITE = new OpenFlags(2);

  private final GuestRealm realm;
  private final FileSystem files;
  private final Path workingDirectory;

  HostFiles(GuestRealm realm, FileSystem files, Path workingDirectory) {
    this.realm = realm;
    this.files = files;
    this.workingDirectory = workingDirectory;
  }

  /** A whole file as an {@code ArrayBuffer}. */
  @GuestVisible
  public Object read(String path) throws IOException {
    return realm.arrayBuffer(bytes(path));
  }

  /** A whole file as text. */
  @GuestVisible
  public String readText(String path) throws IOException {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String path) throws IOException {
    Path file = path(path);
    try (var in =
        Channels.newInputStream(files.newByteChannel(file, Set.of(StandardOpenOption.READ)))) {
      return in.readAllBytes();
    }
  }

  /** Writes a whole file; the flags are Node's numeric ones. */
  @GuestVisible
  public void write(String path, int flags, int mode, Value buffer, int offset, int length)
      throws IOException {
    writeAll(path, flags, mode, ByteBuffer.wrap(Buffers.copy(buffer, offset, length)));
  }

  /** Writes a whole file of text. */
  @GuestVisible
  public void writeText(String path, int flags, int mode, String text) throws IOException {
    writeAll(path, flags, mode, HostText.encodeLeniently(text));
  }

  private void writeAll(String path, int flags, int mode, ByteBuffer bytes) throws IOException {
    try (SeekableByteChannel channel = open(path, new OpenFlags(flags), mode)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  SeekableByteChannel open(String path, OpenFlags flags, int mode) throws IOException {
    Set<OpenOption> options = flags.options();
    Path file = path(path);
    if (flags.needsFolder()
        && !Boolean.TRUE.equals(files.readAttributes(file, "isDirectory").get("isDirectory"))) {
      throw new NotDirectoryException(path);
    }
    return options.contains(StandardOpenOption.WRITE)
        ? files.newByteChannel(
            file, options, PosixFilePermissions.asFileAttribute(permissions(mode & ~0022)))
        : files.newByteChannel(file, options);
  }

  private void requireNoDirectory(Path file) throws IOException {
    try {
      if (Boolean.TRUE.equals(files.readAttributes(file, "isDirectory").get("isDirectory"))) {
        throw new FileSystemException(file.toString(), null, "Is a directory");
      }
    } catch (NoSuchFileException e) {
      // To be created, or reported by whoever opens it.
    }
  }

  /**
   * The facts of {@code fs.Stats}: kind ({@code f}, {@code d}, {@code l}, {@code o}), dev, ino,
   * mode, nlink, uid, gid, rdev, size, and access, change, status and birth time in milliseconds.
   */
  @GuestVisible
  public ProxyArray stat(String path, boolean follow) throws IOException {
    return FileFacts.read(files, path(path), follow ? new LinkOption[0] : NO_FOLLOW);
  }

  /** Names and kinds of the entries of a folder, alternating. */
  @GuestVisible
  public ProxyArray list(String path) throws IOException {
    List<Object> entries = new ArrayList<>();
    Path folder = path(path);
    try (DirectoryStream<Path> stream = files.newDirectoryStream(folder, entry -> true)) {
      List<Path> sorted = new ArrayList<>();
      stream.forEach(sorted::add);
      sorted.sort(null);
      for (Path entry : sorted) {
        entries.add(String.valueOf(entry.getFileName()));
        entries.add(FileFacts.kind(files, entry));
      }
    }
    return ProxyArray.fromList(entries);
  }

  /**
   * Makes a folder; with {@code recursive} also its parents, and says which was the first one made.
   */
  @GuestVisible
  public String makeFolder(String path, boolean recursive, int mode) throws IOException {
    Path folder = path(path);
    if (!recursive) {
      files.createDirectory(
          folder, PosixFilePermissions.asFileAttribute(permissions(mode & ~0022)));
      return "";
    }
    List<Path> missing = new ArrayList<>();
    for (Path at = folder; at != null && !exists(at); at = at.getParent()) {
      missing.addFirst(at);
    }
    if (missing.isEmpty() && !"d".equals(FileFacts.kind(files, files.toRealPath(folder)))) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    for (Path made : missing) {
      files.createDirectory(made, PosixFilePermissions.asFileAttribute(permissions(mode & ~0022)));
    }
    return missing.isEmpty() ? "" : missing.getFirst().toString();
  }

  private boolean exists(Path path) {
    try {
      files.readAttributes(path, "isDirectory");
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException | SecurityException e) {
      // Not to be seen is not to be absent: making it will say so.
      return true;
    }
  }

  /** Makes a folder with a new name. */
  @GuestVisible
  public String makeTemporaryFolder(String prefix) throws IOException {
    while (true) {
      StringBuilder name = new StringBuilder(prefix);
      for (int i = 0; i < RANDOM_LETTERS; i++) {
        name.append(
            NAME_LETTERS.charAt(ThreadLocalRandom.current().nextInt(NAME_LETTERS.length())));
      }
      try {
        Path folder = path(name.toString());
        files.createDirectory(folder, PosixFilePermissions.asFileAttribute(permissions(0700)));
        return name.toString();
      } catch (FileAlreadyExistsException e) {
        // Next name.
      }
    }
  }

  /** Deletes a file, a link or an empty folder. */
  @GuestVisible
  public void delete(String path, boolean folder) throws IOException {
    Path target = path(path);
    boolean isFolder = "d".equals(FileFacts.kind(files, target));
    if (folder && !isFolder) {
      throw new FileSystemException(path, null, "Not a directory");
    }
    if (!folder && isFolder) {
      throw new FileSystemException(path, null, "Is a directory");
    }
    files.delete(target);
  }

  /** Renames; an existing target is replaced. */
  @GuestVisible
  public void rename(String from, String to) throws IOException {
    files.move(
        path(from), path(to), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Copies a file. */
  @GuestVisible
  public void copy(String from, String to, boolean exclusive) throws IOException {
    Path source = path(from);
    requireNoDirectory(source);
    if (exclusive) {
      files.copy(source, path(to));
    } else {
      files.copy(source, path(to), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes a symbolic link. */
  @GuestVisible
  public void link(String target, String path, boolean symbolic) throws IOException {
    if (symbolic) {
      files.createSymbolicLink(path(path), Path.of(target));
    } else {
      files.createLink(path(path), path(target));
    }
  }

  /** The target of a symbolic link. */
  @GuestVisible
  public String readLink(String path) throws IOException {
    return files.readSymbolicLink(path(path)).toString();
  }

  /** The path without links. */
  @GuestVisible
  public String realPath(String path) throws IOException {
    return files.toRealPath(path(path)).toString();
  }

  /** Checks access; the bits are Node's: 4 read, 2 write, 1 execute. */
  @GuestVisible
  public void access(String path, int mode) throws IOException {
    Set<AccessMode> modes = EnumSet.noneOf(AccessMode.class);
    if ((mode & 4) != 0) {
      modes.add(AccessMode.READ);
    }
    if ((mode & 2) != 0) {
      modes.add(AccessMode.WRITE);
    }
    if ((mode & 1) != 0) {
      modes.add(AccessMode.EXECUTE);
    }
    files.checkAccess(path(path), modes);
  }

  /** Sets the permission bits. */
  @GuestVisible
  public void changeMode(String path, int mode) throws IOException {
    files.setAttribute(path(path), "posix:permissions", permissions(mode));
  }

  /** Sets access and change time, in milliseconds. */
  @GuestVisible
  public void changeTimes(String path, double access, double change) throws IOException {
    Path file = path(path);
    files.setAttribute(file, "lastAccessTime", FileTime.fromMillis((long) access));
    files.setAttribute(file, "lastModifiedTime", FileTime.fromMillis((long) change));
  }

  /** Cuts a file, or fills it with zeros, to this length. */
  @GuestVisible
  public void truncate(String path, double length) throws IOException {
    try (SeekableByteChannel channel = open(path, READ_WRITE, 0666)) {
      FileTable.resize(channel, (long) length, false);
    }
  }

  private Path path(String path) {
    return workingDirectory.resolve(path);
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] fromHighest = {
      PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE,
      PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
      PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE
    };
    for (int i = 0; i < fromHighest.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(fromHighest[i]);
      }
    }
    return permissions;
  }

  static Map<String, Object> attributes(FileSystem files, Path path, LinkOption[] options)
      throws IOException {
    try {
      return files.readAttributes(path, "unix:*", options);
    } catch (UnsupportedOperationException e) {
      return files.readAttributes(path, "*", options);
    }
  }
}
