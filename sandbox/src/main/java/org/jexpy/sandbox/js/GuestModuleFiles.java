package org.jexpy.sandbox.js;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/** Module files as the guest may see them. */
final class GuestModuleFiles implements ModuleFiles {
  private final FileSystem files;

  GuestModuleFiles(FileSystem files) {
    this.files = files;
  }

  @Override
  public Kind kind(String path) {
    try {
      Map<String, Object> attributes =
          files.readAttributes(Path.of(path), "isRegularFile,isDirectory");
      if (Boolean.TRUE.equals(attributes.get("isDirectory"))) {
        return Kind.DIRECTORY;
      }
      return Boolean.TRUE.equals(attributes.get("isRegularFile")) ? Kind.FILE : Kind.MISSING;
    } catch (IOException | SecurityException | InvalidPathException e) {
      return Kind.MISSING;
    }
  }

  @Override
  public String refusal(String path) {
    try {
      files.readAttributes(Path.of(path), "isDirectory");
      return "";
    } catch (AccessDeniedException e) {
      return e.getReason() == null ? "permission denied" : e.getReason();
    } catch (IOException | SecurityException | InvalidPathException e) {
      return "";
    }
  }

  @Override
  public String read(String path) throws IOException {
    try (var in =
        Channels.newInputStream(
            files.newByteChannel(Path.of(path), Set.of(StandardOpenOption.READ)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public String realPath(String path) {
    try {
      return files.toRealPath(Path.of(path), new LinkOption[0]).toString();
    } catch (IOException | SecurityException | InvalidPathException e) {
      return path;
    }
  }
}
