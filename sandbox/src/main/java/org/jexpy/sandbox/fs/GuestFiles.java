package org.jexpy.sandbox.fs;

import java.nio.file.Path;
import org.graalvm.polyglot.io.FileSystem;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.RealPaths;

/**
 * Files that are opened in a guest's name, but not by its file system: where they are, if it may
 * have them.
 *
 * @param gate its permissions
 * @param implicitReads what it may read without a flag
 * @param mounts what it sees at another place
 */
public record GuestFiles(AccessGate gate, ReadGrant implicitReads, FolderMounts mounts) {
  /**
   * Where a file is that is to be read.
   *
   * @param path the file as the guest names it, absolute
   * @return the file on the host, which may be missing; its links are followed
   * @throws org.jexpy.sandbox.permission.AccessRefusedException if the guest may not read it
   * @throws java.nio.file.InvalidPathException if no file can have that name
   */
  public Path toRead(String path) {
    Path real = real(path);
    new FileGate(gate, implicitReads).requireRead(real);
    return real;
  }

  /**
   * Where a file is that is to be written.
   *
   * @param path the file as the guest names it, absolute
   * @return the file on the host, which may be missing; its links are followed
   * @throws org.jexpy.sandbox.permission.AccessRefusedException if the guest may not write it
   * @throws java.nio.file.InvalidPathException if no file can have that name
   */
  public Path toWrite(String path) {
    Path real = real(path);
    new FileGate(gate, implicitReads).requireWrite(real);
    return real;
  }

  /**
   * Where a file is that is to be read and written.
   *
   * @param path the file as the guest names it, absolute
   * @return the file on the host, which may be missing; its links are followed
   * @throws org.jexpy.sandbox.permission.AccessRefusedException if the guest may not do both
   * @throws java.nio.file.InvalidPathException if no file can have that name
   */
  public Path toReadAndWrite(String path) {
    Path real = toRead(path);
    new FileGate(gate, implicitReads).requireWrite(real);
    return real;
  }

  /**
   * The host's files as the guest may have them, for facades that act for it outside its language.
   */
  public FileSystem fileSystem() {
    return GuestFileSystem.ofHostFiles(() -> gate, () -> implicitReads, () -> mounts);
  }

  private Path real(String path) {
    return RealPaths.resolve(mounts.toHost(Path.of(path)));
  }
}
