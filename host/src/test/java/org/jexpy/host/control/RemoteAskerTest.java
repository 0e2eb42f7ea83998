package org.jexpy.host.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.host.loop.MainLoop;
import org.junit.jupiter.api.Test;

/** What is done when a client leaves. */
final class RemoteAskerTest {
  private final List<String> run = new ArrayList<>();
  private final RemoteAsker asker = new RemoteAsker(MainLoop.unowned(), new EmbeddedChannel());

  @Test
  void whatWasTakenBackIsNotDoneWhenTheClientLeaves() {
    Runnable first = asker.onGone(() -> run.add("first"));
    Runnable second = asker.onGone(() -> run.add("second"));
    assertThat(asker.waiting()).isEqualTo(2);
    first.run();
    first.run();
    assertThat(asker.waiting()).isEqualTo(1);

    asker.left();
    second.run();
    asker.onGone(() -> run.add("third")).run();
    assertThat(run).containsExactly("second", "third");
  }
}
