package org.jexpy.bindings.xenstore.core.store.file;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.bindings.xenstore.core.store.Edit;
import org.jexpy.bindings.xenstore.core.wire.Access;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * Edits as bytes: a letter for the kind, the path, and what the kind has besides. Numbers have the
 * most significant byte first.
 */
final class EditCodec {
  private static final char CREATE = 'c';
  private static final char PUT = 'p';
  private static final char SET_PERMISSIONS = 's';
  private static final char REMOVE = 'r';

  private EditCodec() {}

  /** Whether edits can begin with a byte. */
  static boolean isKind(byte first) {
    return first == CREATE || first == PUT || first == SET_PERMISSIONS || first == REMOVE;
  }

  static byte[] encode(List<Edit> edits) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      for (Edit edit : edits) {
        put(out, edit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    }
    return bytes.toByteArray();
  }

  private static void put(DataOutputStream out, Edit edit) throws IOException {
    out.writeByte(
        switch (edit) {
          case Edit.Create create -> CREATE;
          case Edit.Put put -> PUT;
          case Edit.SetPermissions set -> SET_PERMISSIONS;
          case Edit.Remove remove -> REMOVE;
        });
    byte[] path = edit.path().getBytes(StandardCharsets.ISO_8859_1);
    out.writeShort(path.length);
    out.write(path);
    switch (edit) {
      case Edit.Create create -> {
        put(out, create.permissions());
        put(out, create.value());
      }
      case Edit.Put put -> put(out, put.value());
      case Edit.SetPermissions set -> put(out, set.permissions());
      case Edit.Remove remove -> {}
    }
  }

  private static void put(DataOutputStream out, byte[] value) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }

  private static void put(DataOutputStream out, Permissions permissions) throws IOException {
    out.writeShort(permissions.entries().size());
    out.writeByte(permissions.others().letter());
    out.writeInt(permissions.owner());
    for (Permissions.Entry entry : permissions.entries()) {
      out.writeByte(entry.access().letter());
      out.writeInt(entry.domain());
      out.writeBoolean(entry.stale());
    }
  }

  /**
   * Read edits.
   *
   * @param bytes all that there is
   * @return the edits
   * @throws IllegalArgumentException if it is something else
   */
  static List<Edit> decode(ByteBuffer bytes) {
    List<Edit> edits = new ArrayList<>();
    try {
      while (bytes.hasRemaining()) {
        edits.add(edit(bytes));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the last edit is cut", e);
    }
    return edits;
  }

  private static Edit edit(ByteBuffer bytes) {
    char kind = (char) (bytes.get() & 0xff);
    String path =
        new String(take(bytes, Short.toUnsignedInt(bytes.getShort())), StandardCharsets.ISO_8859_1);
    return switch (kind) {
      case CREATE -> new Edit.Create(path, permissions(bytes), take(bytes, bytes.getInt()));
      case PUT -> new Edit.Put(path, take(bytes, bytes.getInt()));
      case SET_PERMISSIONS -> new Edit.SetPermissions(path, permissions(bytes));
      case REMOVE -> new Edit.Remove(path);
      default ->
          throw new IllegalArgumentException("there is no edit of kind '%c'".formatted(kind));
    };
  }

  private static byte[] take(ByteBuffer bytes, int length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] taken = new byte[length];
    bytes.get(taken);
    return taken;
  }

  private static Permissions permissions(ByteBuffer bytes) {
    int count = Short.toUnsignedInt(bytes.getShort());
    Access others = access(bytes);
    int owner = bytes.getInt();
    List<Permissions.Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Access access = access(bytes);
      int domain = bytes.getInt();
      entries.add(new Permissions.Entry(domain, access, bytes.get() != 0));
    }
    return new Permissions(owner, others, entries);
  }

  private static Access access(ByteBuffer bytes) {
    char letter = (char) (bytes.get() & 0xff);
    @Nullable Access access = Access.of(letter);
    if (access == null) {
      throw new IllegalArgumentException("there is no access '%c'".formatted(letter));
    }
    return access;
  }
}
