package org.jexpy.bindings.xenstore.core.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jexpy.bindings.disk.FileLayer;
import org.jexpy.bindings.xenstore.core.store.StoreState;

/**
 * The files of a store: which there are, not when.
 *
 * @param layer the disk
 * @param path where they are
 */
record StoreFolder(FileLayer layer, Path path) {
  Recovery.Recovered recovered() throws IOException {
    return Recovery.of(layer, path);
  }

  /**
   * Begin a journal; its name is not on the disk before {@link #sync}.
   *
   * @param number its number
   * @param first the sequence of its first record
   */
  Journal begin(long number, long first) throws IOException {
    return Journal.begin(layer, path, number, first);
  }

  /** Write a snapshot; gives how many bytes it has. See {@link SnapshotFile#write}. */
  long snapshot(long number, long sequence, StoreState state, SnapshotFile.Between between)
      throws IOException {
    return SnapshotFile.write(layer, path, number, sequence, state, between);
  }

  /** Keep files that are of no use out of the way of others. */
  void setAside(List<String> names) throws IOException {
    for (String name : names) {
      layer.rename(path.resolve(name), path.resolve(name + ".bad"));
    }
  }

  /** Remove journals and snapshots with a lower number. */
  void deleteBefore(long number) throws IOException {
    for (String name : layer.list(path)) {
      for (RecordFile.Kind kind : RecordFile.Kind.values()) {
        long its = kind.numberOf(name);
        if (its >= 0 && its < number) {
          layer.delete(path.resolve(name));
        }
      }
    }
  }

  /** Wait until the names are on the disk. */
  void sync() throws IOException {
    layer.syncDirectory(path);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
