package org.jexpy.bindings.execnet.rsync;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of this machine. */
final class DirectSyncFiles implements SyncFiles {
  @Override
  public @Nullable SyncEntry look(String path) {
    try {
      return SyncEntry.of(
          Files.readAttributes(Path.of(path), SyncEntry.ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public List<String> names(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(Path.of(folder))) {
      return entries.map(entry -> Objects.requireNonNull(entry.getFileName()).toString()).toList();
    }
  }

  @Override
  public SeekableByteChannel read(String path) throws IOException {
    return Files.newByteChannel(Path.of(path), StandardOpenOption.READ);
  }

  @Override
  public SeekableByteChannel create(String path) throws IOException {
    return Files.newByteChannel(
        Path.of(path), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }

  @Override
  public String target(String path) throws IOException {
    return Files.readSymbolicLink(Path.of(path)).toString();
  }

  @Override
  public void makeFolders(String path) throws IOException {
    Files.createDirectories(Path.of(path));
  }

  @Override
  public void link(String path, String target) throws IOException {
    Files.createSymbolicLink(Path.of(path), Path.of(target));
  }

  @Override
  public void remove(String path) throws IOException {
    Files.delete(Path.of(path));
  }

  @Override
  public void replace(String from, String to) throws IOException {
    Files.move(Path.of(from), Path.of(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void permit(String path, int permissions) throws IOException {
    Files.setAttribute(Path.of(path), "unix:mode", permissions);
  }

  @Override
  public void date(String path, double seconds) throws IOException {
    FileTime time = FileDates.time(seconds);
    Files.setLastModifiedTime(Path.of(path), time);
  }
}
