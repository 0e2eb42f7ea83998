package org.jexpy.host.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jexpy.bindings.disk.FileLayer;
import org.jexpy.bindings.testkit.ForwardingFileLayer;

/** The disk, with a word said before each operation of a save. */
final class MarkingFileLayer extends ForwardingFileLayer {
  private final Consumer<SavePhase> reached;

  MarkingFileLayer(Consumer<SavePhase> reached) {
    super(FileLayer.real());
    this.reached = reached;
  }

  @Override
  public NewFile createNew(Path file) throws IOException {
    reached.accept(SavePhase.CREATE);
    NewFile made = super.createNew(file);
    return new NewFile() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        reached.accept(SavePhase.WRITE);
        made.write(bytes);
      }

      @Override
      public void sync() throws IOException {
        reached.accept(SavePhase.SYNC);
        made.sync();
      }

      @Override
      public void syncData() throws IOException {
        reached.accept(SavePhase.SYNC);
        made.syncData();
      }

      @Override
      public void close() throws IOException {
        made.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    reached.accept(SavePhase.RENAME);
    super.rename(from, to);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    reached.accept(SavePhase.SYNC_DIRECTORY);
    super.syncDirectory(directory);
  }
}
