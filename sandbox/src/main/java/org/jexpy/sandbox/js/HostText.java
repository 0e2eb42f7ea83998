package org.jexpy.sandbox.js;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/** Text conversions that would be slow in interpreted guest code, or need tables. */
public final class HostText {
  private static final int LATIN1_END = 0x100;
  private static final int DEFLATE_METHOD = 8;

  private final GuestRealm realm;

  HostText(GuestRealm realm) {
    this.realm = realm;
  }

  /** Bytes to text; malformed input becomes U+FFFD. */
  @GuestVisible
  public String decode(String charset, Value buffer, int offset, int length) {
    return new String(Buffers.copy(buffer, offset, length), Charset.forName(charset));
  }

  /**
   * Text to an {@code ArrayBuffer} of UTF-8. Lone surrogates become U+FFFD, as the web wants it.
   */
  @GuestVisible
  public Object encodeUtf8(String text) {
    ByteBuffer bytes = encodeLeniently(text);
    byte[] exact = new byte[bytes.remaining()];
    bytes.get(exact);
    return realm.arrayBuffer(exact);
  }

  static ByteBuffer encodeLeniently(String text) {
    try {
      // The default replacement of Java's encoder is a question mark.
      return StandardCharsets.UTF_8
          .newEncoder()
          .replaceWith(new byte[] {(byte) 0xef, (byte) 0xbf, (byte) 0xbd})
          .onMalformedInput(java.nio.charset.CodingErrorAction.REPLACE)
          .encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("UTF-8 encodes everything when it may replace", e);
    }
  }

  /** Base64 of text whose characters are bytes, or null if one is not. */
  @GuestVisible
  public @Nullable String toBase64(String text) {
    if (text.chars().anyMatch(c -> c >= LATIN1_END)) {
      return null;
    }
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The bytes of base64 without padding, each as one character. */
  @GuestVisible
  public String fromBase64(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1);
  }

  /** Whether bytes are well-formed UTF-8. */
  @GuestVisible
  public boolean isUtf8(Value buffer, int offset, int length) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Buffers.copy(buffer, offset, length)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Unpacks {@code gzip} or {@code deflate}, with or without the zlib frame. */
  @GuestVisible
  public Object inflate(String encoding, Value buffer, int offset, int length) throws IOException {
    byte[] packed = Buffers.copy(buffer, offset, length);
    InputStream source = new ByteArrayInputStream(packed);
    boolean framed = (packed[0] & 0x0f) == DEFLATE_METHOD;
    try (InputStream in =
        encoding.equals("deflate")
            ? new InflaterInputStream(source, new Inflater(!framed))
            : new GZIPInputStream(source)) {
      return realm.arrayBuffer(in.readAllBytes());
    }
  }

  /** A domain in its ASCII form, or null if it is none. */
  @GuestVisible
  public @Nullable String domainToAscii(String domain) {
    try {
      String mapped = Normalizer.normalize(domain.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
      return IDN.toASCII(mapped, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A domain in its readable form. */
  @GuestVisible
  public String domainToUnicode(String domain) {
    return IDN.toUnicode(domain, IDN.ALLOW_UNASSIGNED);
  }
}
