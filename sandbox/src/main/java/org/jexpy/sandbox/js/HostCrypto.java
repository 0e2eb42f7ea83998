package org.jexpy.sandbox.js;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/** Random bytes, hashes and message authentication codes. Used on the Runner only. */
public final class HostCrypto {
  private static final Map<String, String> NAMES =
      Map.of(
          "md5", "MD5",
          "sha1", "SHA-1",
          "sha224", "SHA-224",
          "sha256", "SHA-256",
          "sha384", "SHA-384",
          "sha512", "SHA-512");

  private record Running(Consumer<byte[]> update, Supplier<byte[]> finish) {}

  private final GuestRealm realm;
  private final SecureRandom random = new SecureRandom();
  private final Map<Integer, Running> digests = new HashMap<>();
  private int last;

  HostCrypto(GuestRealm realm) {
    this.realm = realm;
  }

  /** An {@code ArrayBuffer} of random bytes. */
  @GuestVisible
  public Object random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return realm.arrayBuffer(bytes);
  }

  /** A random UUID. */
  @GuestVisible
  public String uuid() {
    return UUID.randomUUID().toString();
  }

  /** Starts a hash and returns its id, or -1 for an algorithm that is not known. */
  @GuestVisible
  public int hash(String algorithm) throws GeneralSecurityException {
    String name = name(algorithm);
    if (name == null) {
      return -1;
    }
    MessageDigest digest = MessageDigest.getInstance(name);
    return keep(new Running(digest::update, digest::digest));
  }

  /** Starts an HMAC and returns its id, or -1 for an algorithm that is not known. */
  @GuestVisible
  public int hmac(String algorithm, Value buffer, int offset, int length)
      throws GeneralSecurityException {
    String name = name(algorithm);
    if (name == null) {
      return -1;
    }
    String full = "Hmac" + name.replace("-", "");
    Mac mac = Mac.getInstance(full);
    byte[] key = Buffers.copy(buffer, offset, length);
    // Java refuses an empty key, which HMAC pads with zeros to the same effect as one zero byte.
    mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, full));
    return keep(new Running(mac::update, mac::doFinal));
  }

  /** Adds bytes. */
  @GuestVisible
  public void update(int id, Value buffer, int offset, int length) {
    Running running = digests.get(id);
    if (running != null) {
      running.update().accept(Buffers.copy(buffer, offset, length));
    }
  }

  /** Ends a hash or HMAC: an {@code ArrayBuffer}. */
  @GuestVisible
  public Object digest(int id) {
    Running running = digests.remove(id);
    return realm.arrayBuffer(running == null ? new byte[0] : running.finish().get());
  }

  private static @Nullable String name(String algorithm) {
    return NAMES.get(algorithm.toLowerCase(Locale.ROOT).replace("-", ""));
  }

  private int keep(Running running) {
    digests.put(++last, running);
    return last;
  }
}
