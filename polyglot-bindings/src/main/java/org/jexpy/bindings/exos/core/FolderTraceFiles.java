package org.jexpy.bindings.exos.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jexpy.sandbox.fs.FileFailures;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.AccessRefusedException;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.RealPaths;

/** Dumps in a folder, written with the permissions of the process. */
public final class FolderTraceFiles implements TraceFiles {
  private final Path folder;
  private final AccessGate gate;

  /**
   * Dumps below a folder. What a process names below {@link TraceFiles#FOLDER} is below this one,
   * too.
   *
   * @param folder the folder, absolute
   * @param gate asked before each file
   */
  public FolderTraceFiles(Path folder, AccessGate gate) {
    this.folder = folder.normalize();
    this.gate = gate;
  }

  @Override
  public String write(String name, String text) {
    Path file = below(name);
    try {
      // Who may write here may have made links.
      gate.check(Permission.WRITE, RealPaths.resolve(file).toString());
      Files.writeString(file, text, StandardCharsets.UTF_8);
      return file.toString();
    } catch (AccessRefusedException e) {
      throw new DumpRefusedException(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      throw new DumpFailedException(
          "the trace file %s cannot be written: its folder does not exist; make it, or run the script as a process of 'jexpy serve', which has one"
              .formatted(file));
    } catch (IOException e) {
      throw new DumpFailedException(
          "the trace file %s cannot be written: %s".formatted(file, FileFailures.reason(e)));
    }
  }

  private Path below(String name) {
    String seen = FOLDER + "/";
    Path file;
    try {
      file =
          folder.resolve(name.startsWith(seen) ? name.substring(seen.length()) : name).normalize();
    } catch (InvalidPathException e) {
      throw invalid(name);
    }
    if (!file.startsWith(folder) || file.equals(folder)) {
      throw invalid(name);
    }
    return file;
  }

  private InvalidTraceBufferException invalid(String name) {
    return new InvalidTraceBufferException(
        "file name of a trace dump: '%s' (expected: a file below %s)".formatted(name, folder));
  }
}
