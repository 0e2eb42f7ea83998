package org.jexpy.bindings.xenstore.core.server;

import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.PathRules;

/**
 * A watch.
 *
 * @param session whose it is
 * @param path from the root
 * @param hidden how much of a path the client does not see, since it gave a relative one
 * @param token what it gave with the watch
 * @param number rises with each watch of the server
 */
record Watch(Session session, String path, int hidden, String token, long number) {
  /** What identifies a watch within a session. */
  record Key(String path, String token) {}

  Key key() {
    return new Key(path, token);
  }

  /** Tell of a change, if the event fits into a packet. */
  void fire(String changed) {
    String shown = changed.substring(hidden);
    if (shown.length() + token.length() + 2 <= Packet.MAX_PAYLOAD) {
      session.outbox().event(Packet.event(shown, token), PathRules.isSpecial(shown));
    }
  }
}
