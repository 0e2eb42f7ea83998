package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jexpy.bindings.exos.core.ProcessState;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.state.StateDirectoryInUseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A container in a Java program: design §8, issue "Processes". */
@Timeout(180)
final class ContainerTest {
  @TempDir Path folder;

  @BeforeEach
  void modules() throws IOException {
    write(
        "greeter.mjs",
        """
        import { ready } from 'jexpy:exos';
        console.log('hello', process.argv.slice(2).join(' '));
        setInterval(() => {}, 1000);
        ready();
        """);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String exec(Container container, String line) {
    return container.exec(line).join().output();
  }

  private static void awaitReady(Container container, String name) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                container.process(name).join().orElseThrow().info().join().orElseThrow().state()
                    == ProcessState.READY);
  }

  @Test
  void aProgramMakesAProcessAndCommandsIt() throws Exception {
    Queue<String> changes = new ConcurrentLinkedQueue<>();
    try (Container container =
        Container.builder()
            .modules(folder)
            .listener((change, process) -> changes.add(change + " " + process.spec().name()))
            .start()) {
      GuestProcess greeter =
          container
              .create(ProcessSpec.js("greeter", "greeter").auto().withArguments("you", "all"))
              .join();
      awaitReady(container, "greeter");

      assertThat(exec(container, "show process"))
          .startsWith("Process Name")
          .containsPattern("\ngreeter +\\S+ +0 +Ready +\\w{3} \\w{3} [ \\d]\\d \\d\\d:");
      assertThat(exec(container, "show log process greeter")).contains("hello you all");
      assertThat(container.exec("start process greeter").join())
          .isEqualTo(new CommandResult("Error: Process greeter already exists!\n", false));
      greeter.terminate().join();
      assertThat(exec(container, "terminate process greeter graceful"))
          .isEqualTo("Successful graceful termination for greeter\n");
      greeter.delete().join();

      assertThat(container.processes().join()).isEmpty();
      await().until(() -> changes.contains("DELETED greeter"));
      assertThat(changes)
          .containsSubsequence(
              "CREATED greeter",
              "STARTED greeter",
              "LOADING greeter",
              "READY greeter",
              "STOPPED greeter",
              "DELETED greeter");
    }
  }

  @Test
  void aLentLoopCarriesAContainerAndGoesOn() throws Exception {
    var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      try (Container container =
          Container.builder().modules(folder).eventLoop(group.next()).start()) {
        assertThat(exec(container, "show process")).startsWith("Process Name");
        var refused =
            group
                .next()
                .submit(
                    () -> assertThatThrownBy(container::close).hasMessageContaining("closeAsync"));
        refused.get();
      }
      assertThat(group.next().submit(() -> "still here").get()).isEqualTo("still here");
    } finally {
      group.shutdownGracefully().sync();
    }
  }

  @Test
  void whatIsSavedComesBack() throws Exception {
    Path state = folder.resolve("state");
    try (Container container = Container.builder().stateDirectory(state).modules(folder).start()) {
      container
          .create(
              ProcessSpec.js("greeter", "greeter").auto().describedAs("greets \"all\" & <more>"))
          .join();
      container.create(ProcessSpec.python("later", "a.b").withArguments("--x", "two words")).join();
      assertThat(exec(container, "save configuration")).contains("primary.cfg successfully");
      container.create(ProcessSpec.js("unsaved", "greeter")).join();

      assertThatThrownBy(() -> Container.builder().stateDirectory(state).start())
          .isInstanceOf(StateDirectoryInUseException.class)
          .hasMessageContaining("used by this process");
    }
    try (Container container = Container.builder().stateDirectory(state).modules(folder).start()) {
      awaitReady(container, "greeter");
      assertThat(container.processes().join())
          .extracting(ProcessInfo::spec)
          .containsExactly(
              ProcessSpec.js("greeter", "greeter").auto().describedAs("greets \"all\" & <more>"),
              ProcessSpec.python("later", "a.b").withArguments("--x", "two words"));
      assertThat(exec(container, "show configuration"))
          .contains(
              "create process greeter js-module greeter start auto description \"greets \\\"all\\\" & <more>\"\n",
              "create process later python-module a.b -- --x \"two words\"\n");
    }
  }

  @Test
  void theConfigurationShownMakesTheSameProcessesAgain() throws Exception {
    List<ProcessSpec> specs =
        List.of(
            ProcessSpec.python("a", "m").withArguments("", "start", "\"q\"", "back\\slash", "#x"),
            ProcessSpec.executable("b", "/bin/true").describedAs("").inVr("VR-Default"));
    String shown;
    try (Container container = Container.builder().modules(folder).start()) {
      specs.forEach(spec -> container.create(spec).join());
      shown = exec(container, "show configuration");
    }
    try (Container container = Container.builder().modules(folder).start()) {
      for (String line : shown.lines().toList()) {
        assertThat(container.exec(line).join()).as(line).matches(CommandResult::succeeded);
      }
      assertThat(container.processes().join())
          .extracting(ProcessInfo::spec)
          .containsExactlyElementsOf(specs);
    }
  }

  @Test
  void aProcessCommandsItsContainerAndMayEndItself() throws Exception {
    write(
        "suicide.py",
        """
        from exos.api import exec_cli, CLICommandError
        print(exec_cli(["create log message hello", "show log"]))
        try: exec_cli(["terminate process nobody"])
        except CLICommandError as error: print("refused:", error)
        print("ignored:", exec_cli(["nonsense", "show version"], ignore_errors=True)[:9])
        print("answered:", repr(exec_cli(["delete process suicide", "create log message after"])), flush=True)
        """);
    try (Container container = Container.builder().modules(folder).start()) {
      container.create(ProcessSpec.python("suicide", "suicide").auto()).join();

      await()
          .atMost(java.time.Duration.ofSeconds(60))
          .until(() -> container.processes().join().isEmpty());
      assertThat(exec(container, "show log"))
          .contains("<Info:System.userComment> hello", "<Info:System.userComment> after");
    }
  }

  @Test
  void aMissedHeartbeatEndsAProcess() throws Exception {
    write(
        "silent.py",
        """
        import threading, time
        import exos.api
        threading.current_thread().register(0.2)
        print("registered", flush=True)
        while True: time.sleep(0.05)
        """);
    try (Container container = Container.builder().modules(folder).start()) {
      GuestProcess silent = container.create(ProcessSpec.python("silent", "silent")).join();
      silent.start().join();

      await()
          .atMost(java.time.Duration.ofSeconds(60))
          .until(() -> silent.info().join().orElseThrow().exitStatus().isPresent());
      assertThat(silent.info().join().orElseThrow().detail().orElseThrow())
          .contains("thread MainThread");
      assertThat(exec(container, "show log")).contains("EPM.failed", "thread MainThread");
    }
  }

  @Test
  void aConfigurationThatCannotBeReadIsToldAndLocksNothing() throws Exception {
    Path state = folder.resolve("state");
    try (Container container = Container.builder().stateDirectory(state).start()) {
      assertThat(container.processes().join()).isEmpty();
    }
    Files.writeString(state.resolve("primary.cfg"), "<torn");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> Container.builder().stateDirectory(state).start())
          .hasMessageContaining("primary.cfg");
      assertThatThrownBy(() -> Container.builder().stateDirectory(state).run(container -> {}))
          .hasMessageContaining("primary.cfg");
    }
  }
}
