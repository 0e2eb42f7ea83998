package org.jexpy.bindings.xenstore.core.server;

import org.jexpy.bindings.xenstore.core.wire.PathRules;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jspecify.annotations.Nullable;

/** Takes payloads of requests apart. What makes no sense is null, and for the caller to refuse. */
final class Arguments {
  private Arguments() {}

  /** The only string there is, its NUL at the very end. */
  static @Nullable String only(byte[] payload) {
    int nul = Payload.indexOfNul(payload, 0);
    return nul >= 0 && nul == payload.length - 1 ? Payload.text(payload, 0, nul) : null;
  }

  /** The first of several strings. */
  static @Nullable String first(byte[] payload) {
    int nul = Payload.indexOfNul(payload, 0);
    return nul < 0 ? null : Payload.text(payload, 0, nul);
  }

  /** A node that a client named. */
  static @Nullable String node(@Nullable String given, int domain) {
    if (given == null) {
      return null;
    }
    String path = PathRules.absolute(given, domain);
    return PathRules.valid(path) ? path : null;
  }
}
