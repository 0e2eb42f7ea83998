package org.jexpy.bindings.execnet.guest;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.jexpy.bindings.execnet.rsync.FileDates;
import org.jexpy.bindings.execnet.rsync.SyncEntry;
import org.jexpy.bindings.execnet.rsync.SyncFiles;
import org.jspecify.annotations.Nullable;

/**
 * The files of a guest, as far as its permissions go.
 *
 * @param files its files
 * @param folder where relative paths begin
 */
record GuestSyncFiles(FileSystem files, Path folder) implements SyncFiles {
  private Path at(String path) {
    return folder.resolve(path);
  }

  @Override
  public @Nullable SyncEntry look(String path) {
    try {
      return SyncEntry.of(
          files.readAttributes(at(path), SyncEntry.ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public List<String> names(String path) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = files.newDirectoryStream(at(path), entry -> true)) {
      entries.forEach(entry -> names.add(Objects.requireNonNull(entry.getFileName()).toString()));
    }
    return names;
  }

  @Override
  public SeekableByteChannel read(String path) throws IOException {
    return files.newByteChannel(at(path), Set.of(StandardOpenOption.READ));
  }

  @Override
  public SeekableByteChannel create(String path) throws IOException {
    return files.newByteChannel(
        at(path), Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
  }

  @Override
  public String target(String path) throws IOException {
    return files.readSymbolicLink(at(path)).toString();
  }

  @Override
  public void makeFolders(String path) throws IOException {
    Path made = at(path);
    for (Path each = made.getRoot(); each != null && !each.equals(made); ) {
      each = each.resolve(made.getName(each.getNameCount()));
      if (look(each.toString()) == null) {
        files.createDirectory(each);
      }
    }
  }

  @Override
  public void link(String path, String target) throws IOException {
    files.createSymbolicLink(at(path), Path.of(target));
  }

  @Override
  public void remove(String path) throws IOException {
    files.delete(at(path));
  }

  @Override
  public void replace(String from, String to) throws IOException {
    files.move(at(from), at(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void permit(String path, int permissions) throws IOException {
    files.setAttribute(at(path), "unix:mode", permissions);
  }

  @Override
  public void date(String path, double seconds) throws IOException {
    files.setAttribute(at(path), "lastModifiedTime", FileDates.time(seconds));
  }
}
