package org.jexpy.bindings.xenstore.core.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jexpy.bindings.disk.FileLayer;
import org.jexpy.bindings.xenstore.core.store.Edit;

/** A journal that is being written. Written by one thread, synced by another. */
final class Journal {
  private final FileLayer layer;
  private final Path path;
  private final FileLayer.NewFile file;
  private final long number;
  private long size;

  private Journal(FileLayer layer, Path path, long number) throws IOException {
    this.layer = layer;
    this.path = path;
    this.file = layer.createNew(path);
    this.number = number;
  }

  /**
   * Begin one. Whether its name is on the disk is for the caller. If it fails there is none.
   *
   * @param layer the disk
   * @param directory where
   * @param number its number
   * @param first the sequence of its first record
   */
  static Journal begin(FileLayer layer, Path directory, long number, long first)
      throws IOException {
    Path path = directory.resolve(RecordFile.Kind.JOURNAL.fileName(number));
    Journal journal = new Journal(layer, path, number);
    try {
      journal.write(RecordFile.head(RecordFile.Kind.JOURNAL, number, first));
    } catch (IOException | RuntimeException e) {
      journal.discardAfter(e);
      throw e;
    }
    return journal;
  }

  /** Remove one in which nothing is: many failures do not make many files. */
  void discardAfter(Exception failure) {
    try {
      file.close();
      layer.delete(path);
    } catch (IOException notRemoved) {
      failure.addSuppressed(notRemoved);
    }
  }

  long number() {
    return number;
  }

  /** How many bytes were written. */
  long size() {
    return size;
  }

  void append(long sequence, List<Edit> edits) throws IOException {
    write(RecordFile.record(number, sequence, edits));
  }

  private void write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    file.write(bytes);
    size += length;
  }

  void sync() throws IOException {
    file.syncData();
  }

  void close() throws IOException {
    file.close();
  }
}
