package org.jexpy.sandbox.js;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.resource.ResourceKind;

/**
 * Open files by descriptor, for {@code fs.open} and {@code FileHandle}. They are owned by the
 * process and never keep it alive. Used on the Runner only.
 */
public final class FileTable {
  private static final int FIRST = 3;

  private record Open(SeekableByteChannel channel, Path path, boolean appends, Handle handle) {}

  private final GuestRealm realm;
  private final HostFiles files;
  private final FileSystem fileSystem;
  private final Path workingDirectory;
  private final OwnedResources resources;
  private final Map<Integer, Open> open = new HashMap<>();

  FileTable(
      GuestRealm realm,
      HostFiles files,
      FileSystem fileSystem,
      Path workingDirectory,
      OwnedResources resources) {
    this.realm = realm;
    this.files = files;
    this.fileSystem = fileSystem;
    this.workingDirectory = workingDirectory;
    this.resources = resources;
  }

  /** Opens a file and returns its descriptor. */
  @GuestVisible
  public int open(String path, String flags, int mode) throws IOException {
    SeekableByteChannel channel = files.open(path, flags, mode);
    Handle handle = resources.register(ResourceKind.FILE, path, channel);
    handle.unref();
    int descriptor = FIRST;
    while (open.containsKey(descriptor)) {
      descriptor++;
    }
    open.put(
        descriptor,
        new Open(channel, workingDirectory.resolve(path), OpenFlags.appends(flags), handle));
    return descriptor;
  }

  /** Reads at most so many bytes from a position, or from the current one if it is negative. */
  @GuestVisible
  public Object read(int descriptor, int length, double position) throws IOException {
    SeekableByteChannel channel = get(descriptor).channel();
    long before = channel.position();
    if (position >= 0) {
      channel.position((long) position);
    }
    ByteBuffer buffer =
        ByteBuffer.allocate(
            (int) Math.min(length, Math.max(0, channel.size() - channel.position())));
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // Regular files give less than asked for at their end only.
    }
    if (position >= 0) {
      channel.position(before);
    }
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return realm.arrayBuffer(bytes);
  }

  /** Writes bytes at a position, or at the current one if it is negative. */
  @GuestVisible
  public int write(int descriptor, Value buffer, int offset, int length, double position)
      throws IOException {
    Open file = get(descriptor);
    SeekableByteChannel channel = file.channel();
    long before = channel.position();
    if (file.appends()) {
      channel.position(channel.size());
    } else if (position >= 0) {
      channel.position((long) position);
    }
    ByteBuffer bytes = ByteBuffer.wrap(Buffers.copy(buffer, offset, length));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    if (position >= 0) {
      channel.position(before);
    }
    return length;
  }

  /** Facts about an open file, as {@link HostFiles#stat} gives them. */
  @GuestVisible
  public ProxyArray stat(int descriptor) throws IOException {
    return FileFacts.read(fileSystem, get(descriptor).path(), new LinkOption[0]);
  }

  /** The path by which a file was opened. */
  @GuestVisible
  public String path(int descriptor) throws IOException {
    return get(descriptor).path().toString();
  }

  /** Cuts or lengthens an open file. */
  @GuestVisible
  public void truncate(int descriptor, double length) throws IOException {
    resize(get(descriptor).channel(), (long) length);
  }

  /** Hands written data to the disk. */
  @GuestVisible
  public void sync(int descriptor) throws IOException {
    if (get(descriptor).channel() instanceof java.nio.channels.FileChannel channel) {
      channel.force(true);
    }
  }

  /** Closes a file. */
  @GuestVisible
  public void close(int descriptor) throws IOException {
    Open file = get(descriptor);
    open.remove(descriptor);
    file.handle().release();
    file.channel().close();
  }

  static void resize(SeekableByteChannel channel, long length) throws IOException {
    if (length <= channel.size()) {
      channel.truncate(length);
    } else {
      channel.position(length - 1);
      channel.write(ByteBuffer.allocate(1));
    }
  }

  private Open get(int descriptor) throws ClosedChannelException {
    Open file = open.get(descriptor);
    if (file == null) {
      throw new ClosedChannelException();
    }
    return file;
  }
}
