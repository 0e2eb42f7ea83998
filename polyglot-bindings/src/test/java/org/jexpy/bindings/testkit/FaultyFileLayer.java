package org.jexpy.bindings.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jexpy.bindings.disk.FileLayer;

/**
 * A disk in memory that tells what may be left of it after a crash. It keeps two states: what
 * programs see, and what was synced. Between them lie changes of directories and bytes of files, of
 * which a crash keeps any. Safe for use by many threads.
 */
public final class FaultyFileLayer implements FileLayer {
  /** Thrown instead of the operation at which the machine stops. */
  public static final class CrashException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What the layer does instead of one of its operations. */
  public enum Fault {
    /** The machine stops; nothing works afterwards. */
    CRASH,
    /** The operation fails; of a write, the first half was done. */
    NO_SPACE
  }

  /** Bytes, independent of their names. */
  private static final class Node {
    final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    byte[] synced = {};
  }

  /**
   * A change of a directory, on its way to the disk.
   *
   * @param file the name that is made or, without a node, removed
   * @param node the file that has the name now
   */
  private record NameChange(Path file, Optional<Node> node) {}

  private final Map<Path, Node> names = new HashMap<>();
  private final Map<Path, Node> syncedNames = new HashMap<>();
  private final List<NameChange> changes = new ArrayList<>();
  private final List<String> operations = new ArrayList<>();
  private int room = Integer.MAX_VALUE;
  private boolean files = true;
  private int faultAt = Integer.MAX_VALUE;
  private Fault fault = Fault.CRASH;
  private boolean syncsFiles = true;
  private boolean syncsDirectories = true;

  /** A disk that holds these files since long ago. */
  public static FaultyFileLayer holding(Map<Path, byte[]> files) {
    FaultyFileLayer layer = new FaultyFileLayer();
    files.forEach(
        (file, content) -> {
          Node node = new Node();
          node.seen.writeBytes(content);
          node.synced = content.clone();
          layer.names.put(file, node);
          layer.syncedNames.put(file, node);
        });
    return layer;
  }

  /** Makes the operation with this number, from 0, go wrong. */
  public FaultyFileLayer failingAt(int number, Fault how) {
    faultAt = number;
    fault = how;
    return this;
  }

  /** From now on the disk has room for writes up to a size only; of longer ones it takes a half. */
  public synchronized FaultyFileLayer withRoomFor(int bytes) {
    room = bytes;
    return this;
  }

  /** From now on files can be made, or cannot. */
  public synchronized FaultyFileLayer withNewFiles(boolean possible) {
    files = possible;
    return this;
  }

  /** Makes the syncs of files do nothing, as a program does that forgets them. */
  public FaultyFileLayer withoutFileSyncs() {
    syncsFiles = false;
    return this;
  }

  /** Makes the syncs of directories do nothing. */
  public FaultyFileLayer withoutDirectorySyncs() {
    syncsDirectories = false;
    return this;
  }

  /** The names of what was done, in order. */
  public synchronized List<String> operations() {
    return List.copyOf(operations);
  }

  /** What programs see. */
  public synchronized Map<Path, byte[]> visible() {
    Map<Path, byte[]> files = new TreeMap<>();
    names.forEach((file, node) -> files.put(file, node.seen.toByteArray()));
    return files;
  }

  /**
   * Everything that may be on the disk after a crash now: any subset of the changes of names, and
   * of what was not synced of each file nothing, a half, everything, or as many zeros.
   */
  public synchronized List<Map<Path, byte[]>> survivors() {
    List<Map<Path, byte[]>> images = new ArrayList<>();
    for (int subset = 0; subset < 1 << changes.size(); subset++) {
      Map<Path, Node> kept = new HashMap<>(syncedNames);
      for (int i = 0; i < changes.size(); i++) {
        if ((subset & 1 << i) != 0) {
          NameChange change = changes.get(i);
          change
              .node()
              .ifPresentOrElse(
                  node -> kept.put(change.file(), node), () -> kept.remove(change.file()));
        }
      }
      for (Tail tail : Tail.values()) {
        Map<Path, byte[]> image = new LinkedHashMap<>();
        kept.forEach((file, node) -> image.put(file, tail.of(node)));
        images.add(image);
      }
    }
    return images;
  }

  /** What becomes of bytes that were written and not synced. */
  private enum Tail {
    NOTHING,
    HALF,
    ALL,
    ZEROS;

    byte[] of(Node node) {
      byte[] seen = node.seen.toByteArray();
      int synced = node.synced.length;
      return switch (this) {
        case NOTHING -> node.synced;
        case HALF -> Arrays.copyOf(seen, synced + (seen.length - synced) / 2);
        case ALL -> seen;
        case ZEROS -> Arrays.copyOf(node.synced, seen.length);
      };
    }
  }

  /** Counts an operation, and says whether it fails for want of space. */
  private boolean begin(String operation) {
    int number = operations.size();
    if (fault == Fault.CRASH && number >= faultAt) {
      throw new CrashException();
    }
    operations.add(operation);
    return number == faultAt;
  }

  private static IOException noSpace(Path file) {
    return new IOException("No space left on device: " + file);
  }

  private void change(Path file, Optional<Node> node) {
    node.ifPresentOrElse(present -> names.put(file, present), () -> names.remove(file));
    changes.add(new NameChange(file, node));
  }

  @Override
  public synchronized NewFile createNew(Path file) throws IOException {
    if (begin("create") || !files) {
      throw noSpace(file);
    }
    if (names.containsKey(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Node node = new Node();
    change(file, Optional.of(node));
    return new NewFile() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        synchronized (FaultyFileLayer.this) {
          boolean fails = begin("write") || bytes.remaining() > room;
          byte[] written = new byte[fails ? bytes.remaining() / 2 : bytes.remaining()];
          bytes.get(written);
          node.seen.writeBytes(written);
          if (fails) {
            throw noSpace(file);
          }
        }
      }

      @Override
      public void syncData() throws IOException {
        sync("fdatasync");
      }

      @Override
      public void sync() throws IOException {
        sync("fsync");
      }

      private void sync(String operation) throws IOException {
        synchronized (FaultyFileLayer.this) {
          if (begin(operation)) {
            throw noSpace(file);
          }
          if (syncsFiles) {
            node.synced = node.seen.toByteArray();
          }
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    if (begin("rename")) {
      throw noSpace(to);
    }
    Node node = names.get(from);
    if (node == null) {
      throw new NoSuchFileException(from.toString());
    }
    change(to, Optional.of(node));
    change(from, Optional.empty());
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    if (begin("delete")) {
      throw noSpace(file);
    }
    if (names.containsKey(file)) {
      change(file, Optional.empty());
    }
  }

  @Override
  public synchronized void syncDirectory(Path directory) throws IOException {
    if (begin("fsync directory")) {
      throw noSpace(directory);
    }
    if (syncsDirectories) {
      syncedNames.clear();
      syncedNames.putAll(names);
      changes.clear();
    }
  }

  @Override
  public synchronized byte[] read(Path file, int limit) throws IOException {
    Node node = names.get(file);
    if (node == null) {
      throw new NoSuchFileException(file.toString());
    }
    byte[] seen = node.seen.toByteArray();
    return Arrays.copyOf(seen, Math.min(limit, seen.length));
  }

  @Override
  public synchronized List<String> list(Path directory) {
    return names.keySet().stream()
        .filter(file -> directory.equals(file.getParent()))
        .map(file -> file.getFileName().toString())
        .sorted()
        .toList();
  }
}
