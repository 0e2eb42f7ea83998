package org.jexpy.bindings.xenstore.core.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jexpy.bindings.disk.FileLayer;
import org.jexpy.bindings.xenstore.core.store.Child;
import org.jexpy.bindings.xenstore.core.store.Edit;
import org.jexpy.bindings.xenstore.core.store.Node;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.jexpy.bindings.xenstore.core.wire.Permissions;

/**
 * A whole store in a file: the edits that make it of nothing, in records that are numbered from 1.
 * An empty one is the last. The head has the sequence of the change that it was taken after.
 */
final class SnapshotFile {
  /** How large a record gets, about: the writer may have something more urgent in between. */
  private static final int PIECE = 256 << 10;

  /** What a node counts besides its value and path. */
  private static final int PER_NODE = 32;

  private SnapshotFile() {}

  /**
   * Write a snapshot. After a crash it is there as a whole, or not.
   *
   * @param layer the disk
   * @param directory where to
   * @param number its number
   * @param sequence the change that it is taken after
   * @param state the store
   * @param between run now and then
   * @return how many bytes it has
   * @throws IOException if it could not be written
   */
  static long write(
      FileLayer layer,
      Path directory,
      long number,
      long sequence,
      StoreState state,
      Between between)
      throws IOException {
    Path file = directory.resolve(RecordFile.Kind.SNAPSHOT.fileName(number));
    Path written = file.resolveSibling(file.getFileName() + ".new");
    layer.delete(written);
    try {
      Writer writer;
      try (FileLayer.NewFile target = layer.createNew(written)) {
        writer = new Writer(target, number, between);
        writer.put(RecordFile.head(RecordFile.Kind.SNAPSHOT, number, sequence));
        writer.specials(state.specials());
        writer.node("/", state.root());
        writer.end();
        target.sync();
      }
      layer.rename(written, file);
      layer.syncDirectory(directory);
      return writer.size;
    } catch (IOException | RuntimeException e) {
      try {
        layer.delete(written);
      } catch (IOException notDeleted) {
        e.addSuppressed(notDeleted);
      }
      throw e;
    }
  }

  /** What may be done while a snapshot is being written. */
  @FunctionalInterface
  interface Between {
    void run() throws IOException;
  }

  private static final class Writer {
    private final FileLayer.NewFile target;
    private final long number;
    private final Between between;
    private final List<Edit> piece = new ArrayList<>();
    private int pieceSize;
    private long record;
    private long size;

    Writer(FileLayer.NewFile target, long number, Between between) {
      this.target = target;
      this.number = number;
      this.between = between;
    }

    void specials(Map<String, Permissions> all) {
      all.forEach((name, permissions) -> piece.add(new Edit.SetPermissions(name, permissions)));
    }

    void node(String path, Node node) throws IOException {
      if (path.equals("/")) {
        piece.add(new Edit.SetPermissions(path, node.permissions()));
        piece.add(new Edit.Put(path, node.value()));
      } else {
        piece.add(new Edit.Create(path, node.permissions(), node.value()));
      }
      pieceSize += PER_NODE + path.length() + node.value().length;
      if (pieceSize >= PIECE) {
        flush();
      }
      String above = path.equals("/") ? "/" : path + "/";
      for (Child child : node.children().inOrder()) {
        node(above + child.name(), child.node());
      }
    }

    void end() throws IOException {
      flush();
      // Without edits: it is the end.
      flush();
    }

    private void flush() throws IOException {
      record++;
      put(RecordFile.record(number, record, piece));
      piece.clear();
      pieceSize = 0;
      between.run();
    }

    void put(ByteBuffer bytes) throws IOException {
      size += bytes.remaining();
      target.write(bytes);
    }
  }

  /**
   * A snapshot that was read.
   *
   * @param state the store
   * @param sequence the change that it was taken after
   */
  record Read(StoreState state, long sequence) {}

  /**
   * Read a snapshot.
   *
   * @param content the whole file
   * @param number its number
   * @throws DamagedException if it is not whole
   */
  static Read read(byte[] content, long number) throws DamagedException {
    RecordFile.Reader reader = new RecordFile.Reader(content, RecordFile.Kind.SNAPSHOT, number);
    StoreState state = StoreState.initial();
    for (Child child : state.root().children().inOrder()) {
      state = state.apply(new Edit.Remove("/" + child.name()));
    }
    for (long record = 1; ; record++) {
      int at = reader.at();
      RecordFile.Found found = reader.next();
      if (found == null || found.sequence() != record) {
        throw new DamagedException(
            at, found == null ? "its end is missing" : "a record is missing");
      }
      if (found.edits().isEmpty()) {
        return new Read(state, reader.first());
      }
      state = applied(state, found, at);
    }
  }

  /** The next state; what a record holds may be whole and of another store all the same. */
  static StoreState applied(StoreState state, RecordFile.Found found, int at)
      throws DamagedException {
    StoreState next = state;
    try {
      for (Edit edit : found.edits()) {
        next = next.apply(edit);
      }
    } catch (IllegalStateException e) {
      throw new DamagedException(at, "a record does not fit: " + e.getMessage());
    }
    return next;
  }
}
