package org.jexpy.sandbox.fs;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.graalvm.polyglot.io.FileSystem;

/**
 * Knows which files a guest has open, so that they are closed with it: the end of a context leaves
 * them to the garbage collector.
 */
public final class OpenFiles extends ForwardingFileSystem implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("org.jexpy.files");

  /** Weak: what the guest has closed or dropped needs no record. */
  private final Set<SeekableByteChannel> open =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private volatile boolean closed;

  /**
   * Nothing is open yet.
   *
   * @param files where files are opened
   */
  public OpenFiles(FileSystem files) {
    super(files);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    SeekableByteChannel channel = super.newByteChannel(path, options, attributes);
    open.add(channel);
    if (closed) {
      // Whoever ended meanwhile shall leave nothing either.
      close();
    }
    return channel;
  }

  /** Close what is open; after the guest's last words. */
  @Override
  public void close() {
    closed = true;
    List<SeekableByteChannel> left;
    synchronized (open) {
      left = List.copyOf(open);
      open.clear();
    }
    for (SeekableByteChannel each : left) {
      try {
        each.close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "a file that a script left open", e);
      }
    }
  }
}
