package org.jexpy.bindings.execnet.guest;

import org.graalvm.polyglot.Value;
import org.jexpy.bindings.execnet.rsync.SyncListener;

/**
 * What a script says to, and hears of, what is copied. Its errors pass through to it.
 *
 * @param script an object with functions of these names
 */
record GuestSyncListener(Value script) implements SyncListener {
  @Override
  public boolean isWanted(String path) {
    return script.invokeMember("wanted", path).asBoolean();
  }

  @Override
  public void sending(int target, String name) {
    script.invokeMember("sending", target, name);
  }

  @Override
  public void listed(int target, long bytes) {
    script.invokeMember("listed", target, bytes);
  }

  @Override
  public void acknowledged(int target, long bytes) {
    script.invokeMember("acknowledged", target, bytes);
  }

  @Override
  public void finished(int target) {
    script.invokeMember("finished", target);
  }
}
