package org.jexpy.bindings.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jexpy.bindings.disk.FileLayer;

/** Hands everything to another layer; a subclass says what it does otherwise. */
public class ForwardingFileLayer implements FileLayer {
  private final FileLayer next;

  protected ForwardingFileLayer(FileLayer next) {
    this.next = next;
  }

  @Override
  public NewFile createNew(Path file) throws IOException {
    return next.createNew(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    next.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    next.delete(file);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    next.syncDirectory(directory);
  }

  @Override
  public byte[] read(Path file, int limit) throws IOException {
    return next.read(file, limit);
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    return next.list(directory);
  }
}
