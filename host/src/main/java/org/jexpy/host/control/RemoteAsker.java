package org.jexpy.host.control;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.host.command.LeavingAsker;
import org.jexpy.host.loop.MainLoop;

/** The client of one command. Belongs to the main loop. */
final class RemoteAsker implements LeavingAsker {
  private final MainLoop loop;
  private final Channel channel;
  private final List<Runnable> whenGone = new ArrayList<>();
  private final List<Runnable> whenRoom = new ArrayList<>();
  private boolean over;
  private boolean gone;

  RemoteAsker(MainLoop loop, Channel channel) {
    this.loop = loop;
    this.channel = channel;
  }

  @Override
  public String title() {
    return "control socket";
  }

  @Override
  public Runnable onGone(Runnable task) {
    if (gone) {
      task.run();
    } else if (!over) {
      whenGone.add(task);
    }
    return () -> whenGone.remove(task);
  }

  /** How much is kept for the case that the client leaves. */
  int waiting() {
    return whenGone.size();
  }

  @Override
  public void whenRoom(Runnable task) {
    loop.execute(
        () -> {
          if (over) {
            return;
          }
          whenRoom.add(task);
          roomChanged();
        });
  }

  /** The channel may have room now. */
  void roomChanged() {
    if (channel.isWritable()) {
      List<Runnable> tasks = List.copyOf(whenRoom);
      whenRoom.clear();
      tasks.forEach(Runnable::run);
    }
  }

  /** The client has left. */
  void left() {
    if (!over) {
      gone = true;
      List<Runnable> tasks = List.copyOf(whenGone);
      finished();
      tasks.forEach(Runnable::run);
    }
  }

  /** The command is done. */
  void finished() {
    over = true;
    whenGone.clear();
    whenRoom.clear();
  }
}
