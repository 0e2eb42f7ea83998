package org.jexpy.sandbox.js;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
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
  private static final int LEAST_ROOM = 1 << 16;

  private record Open(SeekableByteChannel channel, Path path, OpenFlags flags, Handle handle) {}

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

  /** Opens a file by Node's numeric flags and returns its descriptor. */
  @GuestVisible
  public int open(String path, int bits, int mode) throws IOException {
    OpenFlags flags = new OpenFlags(bits);
    SeekableByteChannel channel = files.open(path, flags, mode);
    Handle handle = resources.register(ResourceKind.FILE, path, channel);
    handle.unref();
    int descriptor = FIRST;
    while (open.containsKey(descriptor)) {
      descriptor++;
    }
    open.put(descriptor, new Open(channel, workingDirectory.resolve(path), flags, handle));
    return descriptor;
  }

  /** Reads at most so many bytes from a position, or from the current one if it is negative. */
  @GuestVisible
  public Object read(int descriptor, int length, double position) throws IOException {
    SeekableByteChannel channel = get(descriptor).channel();
    if (position < 0) {
      return read(channel, length);
    }
    long before = channel.position();
    channel.position((long) position);
    try {
      return read(channel, length);
    } finally {
      channel.position(before);
    }
  }

  /** One read of the system: what is no regular file gives what is there. */
  private Object read(SeekableByteChannel channel, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.min(length, room(channel)));
    channel.read(buffer);
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return realm.arrayBuffer(bytes);
  }

  /** How much a read may give: files of /proc claim to be empty, pipes have no position. */
  private static int room(SeekableByteChannel channel) {
    try {
      return (int)
          Math.clamp(channel.size() - channel.position(), LEAST_ROOM, (long) Integer.MAX_VALUE);
    } catch (IOException e) {
      return LEAST_ROOM;
    }
  }

  /** Writes bytes at a position, or at the current one if it is negative. */
  @GuestVisible
  public int write(int descriptor, Value buffer, int offset, int length, double position)
      throws IOException {
    Open file = get(descriptor);
    if (!file.flags().writes()) {
      throw new NonWritableChannelException();
    }
    SeekableByteChannel channel = file.channel();
    boolean placed = position >= 0 && !file.flags().appends();
    long before = placed ? channel.position() : 0;
    if (file.flags().appends()) {
      channel.position(channel.size());
    } else if (placed) {
      channel.position((long) position);
    }
    ByteBuffer bytes = ByteBuffer.wrap(Buffers.copy(buffer, offset, length));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    if (placed) {
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
    Open file = get(descriptor);
    if (!file.flags().writes()) {
      throw new FileSystemException(null, null, "Invalid argument");
    }
    resize(file.channel(), (long) length, file.flags().appends());
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

  /** Sets the length of a file, at least 0, and leaves the position where it is, as Linux does. */
  static void resize(SeekableByteChannel channel, long length, boolean appends) throws IOException {
    long wanted = Math.max(0, length);
    long before = channel.position();
    long missing = wanted - channel.size();
    if (missing <= 0) {
      channel.truncate(wanted);
    } else if (appends) {
      // Whatever the position, what is written goes to the end.
      ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(missing, LEAST_ROOM));
      for (long left = missing; left > 0; left -= channel.write(zeros)) {
        zeros.clear().limit((int) Math.min(left, LEAST_ROOM));
      }
    } else {
      channel.position(wanted - 1);
      channel.write(ByteBuffer.allocate(1));
    }
    channel.position(before);
  }

  private Open get(int descriptor) throws ClosedChannelException {
    Open file = open.get(descriptor);
    if (file == null) {
      throw new ClosedChannelException();
    }
    return file;
  }
}
