package org.jexpy.bindings.execnet.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jexpy.bindings.execnet.channel.ChannelEofException;
import org.jexpy.bindings.execnet.channel.ChannelIoException;
import org.jexpy.bindings.execnet.channel.ChannelTimeoutException;
import org.jexpy.bindings.execnet.channel.Item;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.channel.RemoteErrorException;
import org.jexpy.bindings.execnet.gateway.Gateway;
import org.jexpy.bindings.execnet.gateway.RemoteStatus;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gateways whose worker is CPython, made of the one text that it is sent. */
@Timeout(120)
final class ForeignWorkerTest {
  private final Group group = new Group(Surroundings.DIRECT);
  private String popen = "";

  @BeforeEach
  void assumePython() {
    popen = "popen//python=" + Interpreter.assume();
  }

  @AfterEach
  void end() {
    group.close();
  }

  private Gateway open() throws IOException, InterruptedException {
    return group.makegateway(popen);
  }

  private static @Nullable Object receive(RawChannel channel) throws InterruptedException {
    return channel.receive(null).value();
  }

  @Test
  void sourceIsExecutedWithAChannel() throws Exception {
    Gateway gateway = open();
    RawChannel channel = gateway.remoteExec("channel.send(channel.receive() + 1)");

    assertThat(gateway.id()).isEqualTo("gw0");
    assertThat(channel).hasToString("<Channel id=1 open>");
    channel.send(Dumper.dump(41));
    assertThat(receive(channel)).isEqualTo(42L);
    channel.waitClose(null);
    assertThat(channel).hasToString("<Channel id=1 closed>");
    assertThatThrownBy(() -> channel.receive(null))
        .isInstanceOf(ChannelEofException.class)
        .hasMessage("");
    assertThatThrownBy(() -> channel.send(Dumper.dump(1)))
        .isInstanceOf(ChannelIoException.class)
        .hasMessage("cannot send to <Channel id=1 closed>");
    assertThat(gateway)
        .hasToString("<Gateway id='gw0' receive-live, thread model, 0 active channels>");
  }

  @Test
  void aFunctionGetsItsArguments() throws Exception {
    RawChannel channel =
        open()
            .remoteExec(
                "def f(channel, a, b): channel.send((a, b))",
                "/where/it.py",
                "f",
                Dumper.dump(Map.of("a", 1, "b", List.of("x", 2.5))));

    assertThat(receive(channel)).isEqualTo(Tuple.of(1L, List.of("x", 2.5)));
    assertThat(
            group
                .gateways()
                .getFirst()
                .execute("def g(channel, a): channel.send(-a)", "g", Map.of("a", 3))
                .receive())
        .isEqualTo(-3L);
  }

  @Test
  void anErrorIsToldOnceWithItsTraceback() throws Exception {
    RawChannel channel = open().remoteExec("\nraise ValueError('boom')");

    assertThatThrownBy(() -> channel.waitClose(null))
        .isInstanceOf(RemoteErrorException.class)
        .hasMessageStartingWith("Traceback (most recent call last):\n  File \"<string>\", line ")
        .hasMessageEndingWith(
            ", in executetask\n  File \"<remote exec>\", line 2, in <module>\nValueError: boom\n");
    channel.waitClose(null);
    assertThatThrownBy(() -> channel.receive(null)).isInstanceOf(ChannelEofException.class);
  }

  @Test
  void itsEndIsNoErrorAndOthersAre() throws Exception {
    Gateway gateway = open();

    gateway.remoteExec("raise EOFError()").waitClose(null);
    assertThatThrownBy(() -> gateway.remoteExec("raise SystemExit(3)").waitClose(null))
        .isInstanceOf(RemoteErrorException.class)
        .hasMessageEndingWith("SystemExit: 3\n");
    assertThatThrownBy(() -> gateway.remoteExec("a b").waitClose(null))
        .isInstanceOf(RemoteErrorException.class)
        .hasMessageContaining("SyntaxError");
    assertThatThrownBy(() -> gateway.remoteExec("channel.close()").waitClose(null))
        .isInstanceOf(RemoteErrorException.class)
        .hasMessageContaining("cannot explicitly close channel within remote_exec");
  }

  @Test
  void waitingHasALimit() throws Exception {
    RawChannel channel = open().remoteExec("channel.receive()");

    assertThatThrownBy(() -> channel.receive(Duration.ofMillis(50)))
        .isInstanceOf(ChannelTimeoutException.class)
        .hasMessage("no item after 0.05 seconds");
    assertThatThrownBy(() -> channel.waitClose(Duration.ofMillis(50)))
        .isInstanceOf(ChannelTimeoutException.class)
        .hasMessage("Timeout after 0.05 seconds");
    channel.close(null);
    channel.close(null);
    assertThatThrownBy(() -> channel.receive(null)).isInstanceOf(ChannelEofException.class);
  }

  @Test
  void aCallbackGetsWhatWaitsAndWhatComesAndThenTheEnd() throws Exception {
    RawChannel channel =
        open()
            .remoteExec(
                "channel.send(1)\nchannel.receive()\nfor i in range(2, 5): channel.send(i)");
    assertThat(channel.receiveAsync(null).toCompletableFuture().get().value()).isEqualTo(1L);
    BlockingQueue<Object> got = new LinkedBlockingQueue<>();

    channel.onItem(item -> got.add(valueOf(item)), () -> got.add("end"));
    channel.send(Dumper.dump(null));

    List<Object> all = new ArrayList<>();
    while (!all.contains("end")) {
      all.add(got.take());
    }
    assertThat(all).containsExactly(2L, 3L, 4L, "end");
    channel.waitClose(null);
    assertThatThrownBy(() -> channel.receive(null))
        .hasMessage("cannot receive(), channel has receiver callback");
    assertThatThrownBy(() -> channel.onItem(item -> {}, null))
        .hasMessage("<Channel id=1 closed> has callback already registered");
  }

  private static Object valueOf(Item item) {
    @Nullable Object value = item.value();
    return value == null ? "None" : value;
  }

  @Test
  void channelsTravelAndStayWhatTheyAre() throws Exception {
    Gateway gateway = open();
    RawChannel own = gateway.newChannel();
    RawChannel channel =
        gateway.remoteExec(
            """
            mine = channel.gateway.newchannel()
            theirs = channel.receive()
            channel.send([theirs, mine])
            theirs.send('to yours')
            channel.send(mine.receive())
            """);
    channel.send(Dumper.dump(own));

    assertThat(receive(channel))
        .isInstanceOfSatisfying(
            List.class,
            list -> {
              assertThat(list.getFirst()).isSameAs(own);
              ((RawChannel) list.getLast()).send(Dumper.dump("to mine"));
            });
    assertThat(receive(own)).isEqualTo("to yours");
    assertThat(receive(channel)).isEqualTo("to mine");
  }

  @Test
  void theWorkerTellsHowItIs() throws Exception {
    Gateway gateway = group.makegateway(popen + "//execmodel=main_thread_only");
    RawChannel channel = gateway.remoteExec("channel.send(1)\nchannel.receive()");
    receive(channel);

    assertThat(gateway.remoteStatus()).isEqualTo(new RemoteStatus(1, 1, "main_thread_only"));
    RawChannel second = gateway.remoteExec("pass");
    assertThatThrownBy(() -> second.waitClose(null))
        .isInstanceOf(RemoteErrorException.class)
        .hasMessage("concurrent remote_exec would cause deadlock for main_thread_only execmodel");
    channel.send(Dumper.dump(0));
    channel.waitClose(null);
    gateway.remoteExec("pass").waitClose(null);
  }

  @Test
  void theMainThreadIsForWhoComesFirst() throws Exception {
    Gateway gateway = open();
    String main =
        "import threading\nchannel.send(threading.current_thread() is threading.main_thread())\nchannel.receive()";
    RawChannel first = gateway.remoteExec(main);
    RawChannel second = gateway.remoteExec(main);

    assertThat(receive(first)).isEqualTo(true);
    assertThat(receive(second)).isEqualTo(false);
    first.send(Dumper.dump(0));
    first.waitClose(null);
    assertThat(receive(gateway.remoteExec(main))).as("idle again").isEqualTo(true);
  }

  @Test
  void aWorkerHasItsDirectoryAndEnvironment() throws Exception {
    Gateway gateway = group.makegateway(popen + "//chdir=/usr//env:JEXPY_X=a=b");

    assertThat(
            receive(
                gateway.remoteExec(
                    "import os; channel.send((os.getcwd(), os.environ['JEXPY_X']))")))
        .isEqualTo(Tuple.of("/usr", "a=b"));
  }

  @Test
  void whatARemoteProgramPrintsDoesNotDisturb() throws Exception {
    RawChannel channel =
        open()
            .remoteExec(
                "import os, sys\nprint('x')\nsys.stdout.flush()\nos.write(1, b'y')\nchannel.send(sys.stdin.read())");

    assertThat(receive(channel)).isEqualTo("");
  }

  @Test
  void aDeadWorkerIsSeenByAllWhoWait() throws Exception {
    Gateway gateway = open();
    RawChannel channel = gateway.remoteExec("import os\nchannel.receive()\nos._exit(7)");
    channel.send(Dumper.dump(0));
    String lost = "couldn't load message header, expected 9 bytes, got 0";

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> channel.receive(null))
          .isInstanceOf(ChannelEofException.class)
          .hasMessage(lost);
      assertThatThrownBy(() -> channel.waitClose(null))
          .isInstanceOf(ChannelEofException.class)
          .hasMessage(lost);
    }
    gateway.join(null);
    assertThatThrownBy(() -> channel.send(Dumper.dump(1)))
        .isInstanceOf(ChannelIoException.class)
        .hasMessage("cannot send (already closed?)");
    assertThatThrownBy(() -> gateway.remoteExec("pass"))
        .hasMessage(
            "connection already closed: <Gateway id='gw0' not-receiving, thread model, 0 active channels>");
  }

  @Test
  void whatIsNoWorkerIsADeadGatewayOrToldApart() throws Exception {
    assertThat(group.makegateway("popen//python=/bin/false").join(null)).isTrue();
    assertThatThrownBy(() -> group.makegateway("popen//python=/no/such"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("/no/such");
    assertThatThrownBy(() -> group.makegateway("popen//python=echo"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answers by byte 0x2d");
    assertThatThrownBy(() -> group.makegateway("x=1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no gateway type found for 'x=1'");
    assertThat(group.makegateway(popen).id()).as("ids go on").isEqualTo("gw4");
    assertThatThrownBy(() -> group.makegateway(popen + "//id=gw4"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> group.setModels(ExecModel.THREAD, ExecModel.THREAD))
        .hasMessage("can not set execution models if gateways have been created already");
  }

  /** What tools that know execnet look for in it (§9). */
  @Test
  void theTextOfTheWorkerIsAModuleWithTheNamesOfExecnets() throws Exception {
    RawChannel channel =
        open()
            .remoteExec(
                """
                import types
                module = types.ModuleType('gateway_base')
                exec(channel.receive(), module.__dict__)
                channel.send([name for name in channel.receive().split() if not hasattr(module, name)])
                values = [None, -1, 2 ** 40, 1.5, 'x', b'y', [(True,)], {'k': {1}}, frozenset(), 1j]
                channel.send(module.loads(module.dumps(values)) == values)
                channel.send(module.loads(b'\\x01LQ') is module.loads(b'\\x02LQ') is None)
                channel.send(repr(module.Message(4, 1, b'abc')))
                pool = module.WorkerPool(module.get_execmodel('thread'))
                channel.send(pool.spawn(divmod, 7, 2).get(60))
                for wrong in b'', b'\\x02', b'\\x02Z', b'\\x02LLQ', b'\\x02F\\0', b'\\x02P', b'\\x02K\\x7f\\0\\0\\0Q':
                    try:
                        module.loads(wrong)
                    except (module.LoadError, EOFError):
                        pass
                    else:
                        channel.send(wrong)
                """);
    channel.send(Dumper.dump(ShippedText.of("foreign.py")));
    channel.send(
        Dumper.dump(
            """
            Message Popen2IO ChannelFactory Channel BaseGateway WorkerGateway serve init_popen_io
            get_execmodel ExecModel WorkerPool Reply Unserializer _Serializer dumps_internal
            loads_internal opcode bchr DUMPFORMAT_VERSION geterrortext trace notrace fn ENDMARKER
            INTERRUPT_TEXT MAIN_THREAD_ONLY_DEADLOCK_TEXT NO_ENDMARKER_WANTED FOUR_BYTE_INT_MAX
            dumps loads dump load RemoteError TimeoutError DumpError LoadError DataFormatError
            """));

    assertThat(receive(channel)).isEqualTo(List.of());
    assertThat(receive(channel)).isEqualTo(true);
    assertThat(receive(channel)).isEqualTo(true);
    assertThat(receive(channel)).isEqualTo("<Message CHANNEL_DATA channel=1 lendata=3>");
    assertThat(receive(channel)).isEqualTo(Tuple.of(3L, 1L));
    assertThatThrownBy(() -> channel.receive(null))
        .isInstanceOf(ChannelEofException.class)
        .hasMessage("");
  }

  @Test
  void aGroupEndsItsWorkersAndLeavesNothing() throws Exception {
    List<Gateway> gateways = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      gateways.add(open());
    }
    gateways.getFirst().exit();
    gateways.getFirst().exit();
    gateways.getLast().remoteExec("import time\nwhile True: time.sleep(1000)");

    // The last one has to interrupt itself, which it does after 5 s.
    group.terminate(Duration.ofSeconds(60));

    assertThat(group.gateways()).isEmpty();
    for (Gateway gateway : gateways) {
      assertThat(gateway.receiving()).isFalse();
      assertThat(gateway.transport().await(Duration.ZERO)).isPresent();
    }
    assertThat(gateways.getFirst().transport().await(Duration.ZERO)).hasValue(0);
  }
}
