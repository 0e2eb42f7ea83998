package org.jexpy.bindings.execnet.rsync;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.Map;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.gateway.Gateway;
import org.jexpy.bindings.execnet.serial.Bytes;
import org.jexpy.bindings.execnet.serial.BytesItem;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jspecify.annotations.Nullable;

/** A machine that files are copied to, and what it has asked for. */
final class Target {
  private static final byte[] NOTHING = Dumper.dump(null);

  private final int number;
  private final RawChannel channel;
  private final Gateway gateway;

  /** How large what it has asked for is, by name. */
  private final Map<String, Long> sizes = new HashMap<>();

  Target(int number, RawChannel channel, Gateway gateway) {
    this.number = number;
    this.channel = channel;
    this.gateway = gateway;
  }

  int number() {
    return number;
  }

  RawChannel channel() {
    return channel;
  }

  Gateway gateway() {
    return gateway;
  }

  /** How large everything is that it has asked for so far. */
  long asked() {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How large a file is that it has got now. */
  long acknowledged(@Nullable Object name) {
    return name instanceof String text ? sizes.getOrDefault(text, 0L) : 0;
  }

  /** Send what it asks for, or say that it need not have it. */
  void send(SourceTree tree, FileRequest request, SyncFiles files, SyncListener listener)
      throws IOException {
    String name = request.name();
    if (!tree.hasOffered(name)) {
      throw new IOException(
          "%s asked for '%s', which is not what is copied".formatted(gateway, name));
    }
    String path = tree.path(name);
    @Nullable SeekableByteChannel opened = open(files, path);
    if (opened == null) {
      channel.send(NOTHING);
      return;
    }
    try (SeekableByteChannel file = opened) {
      int size = size(path, file);
      sizes.put(name, (long) size);
      if (isSame(request.digest(), file)) {
        channel.send(NOTHING);
        return;
      }
      listener.sending(number, name);
      @Nullable IOException failure = channel.sendBytes(size, Channels.newInputStream(file));
      if (failure != null) {
        throw new IOException(
            "cannot sync '%s': %s".formatted(path, failure.getMessage()), failure);
      }
    }
  }

  /** A file that cannot be read is none. */
  private static @Nullable SeekableByteChannel open(SyncFiles files, String path) {
    try {
      return files.read(path);
    } catch (IOException e) {
      return null;
    }
  }

  private static int size(String path, SeekableByteChannel file) throws IOException {
    long size = file.size();
    if (size > BytesItem.LONGEST) {
      throw new IOException(
          "cannot sync '%s': it has %d bytes (allowed: %d)"
              .formatted(path, size, BytesItem.LONGEST));
    }
    return (int) size;
  }

  private static boolean isSame(@Nullable Bytes digest, SeekableByteChannel file)
      throws IOException {
    if (digest == null) {
      return false;
    }
    InputStream content = Channels.newInputStream(file);
    boolean same = digest.equals(FileDigest.of(content));
    file.position(0);
    return same;
  }
}
