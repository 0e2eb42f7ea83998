package org.jexpy.bindings.execnet.rsync;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jexpy.bindings.execnet.serial.Bytes;

/** What both sides compare instead of the contents of files; it protects nothing. */
final class FileDigest {
  private static final int PIECE = 1 << 16;

  private FileDigest() {}

  /** The MD5 of what is left of a stream. */
  static Bytes of(InputStream content) throws IOException {
    MessageDigest digest = md5();
    byte[] piece = new byte[PIECE];
    for (int got = content.read(piece); got >= 0; got = content.read(piece)) {
      digest.update(piece, 0, got);
    }
    return Bytes.of(digest.digest());
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
