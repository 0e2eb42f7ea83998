package org.jexpy.bindings.execnet.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.bindings.execnet.channel.ChannelEofException;
import org.jexpy.bindings.execnet.channel.ChannelIoException;
import org.jexpy.bindings.execnet.channel.HostNotFoundException;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.gateway.Gateway;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to other machines, and other sides that do not what they should. */
@Timeout(120)
final class OtherPeersTest {
  private static final String COMMAND = "-c \"import sys;exec(eval(sys.stdin.readline()))\"";

  private final ScriptedPeers peers = new ScriptedPeers();
  private final Group group = new Group(peers);

  @AfterEach
  void end() {
    group.close();
  }

  private static String shell(String script) {
    return "popen//python=sh -c '%s' sh".formatted(script);
  }

  @Test
  void sshStartsAnInterpreterByTheShellThere() throws Exception {
    String python = Interpreter.assume();
    Gateway gateway =
        group.makegateway(
            "ssh=-p 22 me@there//ssh_config=/my/cfg//id=s//python=%s".formatted(python));

    assertThat(peers.commands.getFirst())
        .containsExactly(
            "ssh", "-C", "-F", "/my/cfg", "-p", "22", "me@there", python + " " + COMMAND);
    assertThat(gateway.remoteAddress()).contains("-p 22 me@there");
    assertThat(gateway.remoteExec("channel.send(7)").receive(null).value()).isEqualTo(7L);
  }

  @Test
  void vagrantDoesTheSame() throws Exception {
    Gateway gateway = group.makegateway("vagrant_ssh=box//python=" + Interpreter.assume());

    assertThat(peers.commands.getFirst())
        .startsWith("vagrant", "ssh", "box", "--", "-C")
        .hasSize(6);
    assertThat(gateway.remoteExec("channel.send(7)").receive(null).value()).isEqualTo(7L);
  }

  @Test
  void aMachineThatIsNotReachedIsNotFound() throws Exception {
    assertThatThrownBy(() -> group.makegateway("ssh=nowhere"))
        .isInstanceOf(HostNotFoundException.class)
        .hasMessage("nowhere");
    assertThat(peers.commands.getFirst().getLast()).isEqualTo("python " + COMMAND);
    assertThatThrownBy(() -> group.makegateway("socket=no.such.host.invalid:1"))
        .isInstanceOf(HostNotFoundException.class)
        .hasMessage("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"socket=8888", "socket=a:b", "socket=::1:80", "socket=a:70000"})
  void whatIsNoAddressIsRefused(String spec) {
    assertThatThrownBy(() -> group.makegateway(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no address of a server");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 0",
        "head -c 1 >/dev/null",
        "head -c 20000 >/dev/null",
        "cat >/dev/null & exit 3"
      })
  void whoDiesBeforeItAnswersIsADeadGateway(String script) throws Exception {
    Gateway gateway = group.makegateway(shell(script));

    assertThat(gateway.join(null)).isTrue();
    assertThatThrownBy(() -> gateway.remoteExec("pass"))
        .hasMessageContaining("connection already closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"read line; echo hello", "cat", "printf 0"})
  void whoAnswersOtherwiseIsNoInterpreter(String script) {
    assertThatThrownBy(() -> group.makegateway(shell(script)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it is no interpreter of Python, or prints something first");
    assertThat(group.gateways()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "read line; head -c 9 >/dev/null",
        "read line; printf \"\\004\"",
        "read line; printf zzzzzzzzzzzzzzzzzzz"
      })
  void whoDiesOrTalksNonsenseAfterItsAnswerEndsThoseWhoWait(String script) throws Exception {
    Gateway gateway = group.makegateway(shell("printf 1; " + script));
    try {
      RawChannel channel = gateway.remoteExec("pass");
      assertThatThrownBy(() -> channel.receive(null)).isInstanceOf(ChannelEofException.class);
    } catch (ChannelIoException e) {
      // It was quicker than who sent.
    }
    assertThat(gateway.join(null)).isTrue();
  }

  @Test
  void whoRepeatsWhatItHearsExecutesNothingHere() throws Exception {
    Gateway gateway = group.makegateway(shell("printf 1; read line; exec cat"));
    RawChannel channel = gateway.remoteExec("pass");

    assertThatThrownBy(() -> channel.waitClose(null)).hasMessage("execution disallowed");
  }

  @Test
  void whoDoesNotEndIsKilled() throws Exception {
    group.makegateway(shell("printf 1; trap \"\" TERM INT; exec sleep 1000"));
    Gateway gateway = group.makegateway(shell("printf 1; exec sleep 1000"));

    group.terminate(Duration.ofMillis(100));

    assertThat(gateway.transport().await(Duration.ofSeconds(60))).hasValue(128 + 9);
    assertThat(gateway.join(Duration.ofSeconds(60))).isTrue();
  }

  @Test
  void anInterruptedTerminationKillsAndStaysInterrupted() throws Exception {
    Gateway gateway = group.makegateway(shell("printf 1; exec sleep 1000"));
    Thread.currentThread().interrupt();

    group.terminate(null);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(gateway.transport().await(Duration.ofSeconds(60))).hasValue(128 + 9);
  }

  @Test
  void gatewaysComeAndGoAndNothingOfThemStays() throws Exception {
    String popen = "popen//python=" + Interpreter.assume();
    List<Gateway> gateways = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      Gateway gateway = group.makegateway(popen);
      RawChannel channel = gateway.remoteExec("channel.send(channel.receive())");
      channel.send(Dumper.dump(i));
      assertThat(channel.receive(null).value()).isEqualTo((long) i);
      gateway.exit();
      gateways.add(gateway);
    }
    group.terminate(Duration.ofSeconds(60));

    for (Gateway gateway : gateways) {
      assertThat(gateway.transport().await(Duration.ZERO)).hasValue(0);
    }
    for (Thread thread : peers.threads) {
      thread.join();
    }
    assertThat(peers.warnings).isEmpty();
  }
}
