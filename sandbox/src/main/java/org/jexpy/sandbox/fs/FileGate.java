package org.jexpy.sandbox.fs;

import java.nio.file.Path;
import java.util.Objects;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.Permission;

/**
 * What a process may do with files: its permissions, with what it may read without a flag. The one
 * answer for all ways to a file, through the guest's file system or past it.
 */
public final class FileGate {
  /** Holds nothing and keeps nothing, so that no permission is about it. */
  private static final Path NOWHERE = Path.of("/dev/null");

  private final AccessGate gate;
  private final ReadGrant implicitReads;

  /**
   * The answers of one process.
   *
   * @param gate its permissions
   * @param implicitReads what it may read without a flag
   */
  public FileGate(AccessGate gate, ReadGrant implicitReads) {
    this.gate = gate;
    this.implicitReads = implicitReads;
  }

  /**
   * Refuse to tell what is there, unless it may be read. A file that is reserved for the program
   * may be looked at by whoever may look at its folder: a script that counts a folder's files may.
   *
   * @param real the file, absolute and without links
   * @throws org.jexpy.sandbox.permission.AccessRefusedException if it is not
   */
  public void requireLook(Path real) {
    boolean reserved = gate.reserves(real.toString());
    requireRead(reserved ? Objects.requireNonNullElse(real.getParent(), real) : real);
  }

  /**
   * Refuse reading, unless it is allowed.
   *
   * @param real the file, absolute and without links
   * @throws org.jexpy.sandbox.permission.AccessRefusedException if it is not
   */
  public void requireRead(Path real) {
    if (real.equals(NOWHERE)) {
      return;
    }
    // A denial beats the implicit grant, too.
    if (!implicitReads.covers(real) || gate.denies(Permission.READ, real.toString())) {
      gate.check(Permission.READ, real.toString());
    }
  }

  /**
   * Refuse writing to a file, unless it is allowed.
   *
   * @param real the file, absolute and without links
   * @throws org.jexpy.sandbox.permission.AccessRefusedException if it is not
   */
  public void requireWrite(Path real) {
    if (!real.equals(NOWHERE)) {
      requireWriteEntry(real);
    }
  }

  /**
   * Refuse making, moving or removing a directory entry, unless it is allowed.
   *
   * @param entry the entry, absolute, without links but for itself
   * @throws org.jexpy.sandbox.permission.AccessRefusedException if it is not
   */
  public void requireWriteEntry(Path entry) {
    gate.check(Permission.WRITE, entry.toString());
  }

  /**
   * Refuse to give a folder another name, if something below it is denied by its name.
   *
   * @param entry the folder, absolute, without links but for itself
   * @throws org.jexpy.sandbox.permission.AccessRefusedException if there is something
   */
  public void requireNothingKept(Path entry) {
    String folder = entry.toString();
    gate.deniedBelow(folder)
        .ifPresent(
            kept ->
                gate.refuse(
                    Permission.WRITE, folder, "cannot be moved: '%s' is denied".formatted(kept)));
  }
}
