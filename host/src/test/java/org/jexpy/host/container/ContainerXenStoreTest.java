package org.jexpy.host.container;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jexpy.bindings.xenstore.core.client.EventQueue;
import org.jexpy.bindings.xenstore.core.client.XenStoreClient;
import org.jexpy.bindings.xenstore.core.wire.Access;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.StateException;
import org.jexpy.host.process.XenStoreSpec;
import org.jexpy.host.state.StatePaths;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The XenStore that a container serves to its processes. */
@Timeout(180)
final class ContainerXenStoreTest {
  @TempDir Path folder;

  private Container.Builder plan() {
    return Container.builder().modules(folder).spares(0);
  }

  @Test
  void processesFindItAndMayUseItAndNothingElse() throws Exception {
    Files.writeString(
        folder.resolve("uses.py"),
        """
        import os, pyxs, socket
        with pyxs.Client() as client:
            client.write(b"/seen", os.environ["XENSTORED_PATH"].encode())
        print(sorted(os.environ))
        try:
            socket.socket(socket.AF_UNIX).connect(os.environ["XENSTORED_PATH"] + ".other")
        except PermissionError as error:
            print("refused:", error)
        """);
    Path program =
        Files.writeString(folder.resolve("says"), "#!/bin/sh\necho at $XENSTORED_PATH\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    PermissionSet granted =
        PermissionSet.none()
            .allow(Permission.THREADS)
            .allow(Permission.RUN, List.of(program.toString()));
    Path socket;
    try (Container container =
        plan()
            .permissions(granted)
            .environment(Map.of("XENSTORED_PATH", "/elsewhere", "SECRET", "x"))
            .xenStore(XenStoreSpec.memory())
            .start()) {
      socket = container.xenStore().orElseThrow();
      run(container, ProcessSpec.python("uses", "uses"));
      run(container, ProcessSpec.executable("says", "says"));

      assertThat(container.exec("show log process uses").join().output())
          .contains("<out> ['XENSTORED_PATH']\n", "refused: ", "network access to 'unix:" + socket);
      assertThat(container.exec("show log process says").join().output())
          .contains("<out> at " + socket + "\n");
      assertThat(container.exec("show xenstore /seen").join().output()).contains("n0", "" + socket);
    }
    assertThat(socket).doesNotExist();
    assertThat(socket.getParent()).doesNotExist();
  }

  private static void run(Container container, ProcessSpec spec) {
    GuestProcess process = container.create(spec).join();
    process.start().join();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> process.info().join().orElseThrow().exitStatus().isPresent());
  }

  @Test
  void aDenialHoldsForItToo() throws Exception {
    Files.writeString(
        folder.resolve("tries.mjs"),
        """
        import net from 'node:net';
        console.log(process.env.XENSTORED_PATH);
        net.connect(process.argv[2]).on('error', error => console.log(error.message));
        """);
    PermissionSet denied =
        PermissionSet.none().deny(Permission.NET).deny(Permission.ENV, List.of("XENSTORED_PATH"));
    try (Container container = plan().permissions(denied).xenStore(XenStoreSpec.memory()).start()) {
      String socket = container.xenStore().orElseThrow().toString();
      run(container, ProcessSpec.js("tries", "tries").withArguments(socket));

      assertThat(container.exec("show log process tries").join().output())
          .contains("<out> undefined\n", "denied");
    }
  }

  @Test
  void itIsShownAsATree() throws Exception {
    try (OpenContainer container = new OpenContainer(plan().xenStore(XenStoreSpec.memory()))) {
      Path socket = container.xenStore();
      try (XenStoreClient store = XenStoreClient.connect(socket)) {
        store.write("/local/domain/0/name", "Domain-0\n".getBytes(US_ASCII));
        store.write("/local/long", "v".repeat(200).getBytes(US_ASCII));
        store.setPermissions(
            "/local/domain",
            new Permissions(0, Access.NONE, List.of(new Permissions.Entry(5, Access.READ, false))));
        var _ = store.watch("/local", "token", new EventQueue());
        try (var _ = store.begin()) {
          assertThat(container.exec("show xenstore"))
              .startsWith("Socket       : %s\nKept In      : memory\n".formatted(socket))
              .contains(
                  "Nodes        : 8\nConnections  : 1\nWatches      : 1\nTransactions : 1\n\n")
              .contains(
                  """
                  /              n0
                    tool         n0
                      xenstored  n0
                    local        n0
                      domain     n0 r5
                        0        n0
                          name   n0           Domain-0\\n
                      long       n0           %s… (200 characters)
                  """
                      .formatted("v".repeat(80)));
        }
        assertThat(container.exec("sh xens /local/domain/0"))
            .endsWith("/local/domain/0  n0\n  name           n0           Domain-0\\n\n");
        assertThat(container.json("show xenstore /local/domain"))
            .isEqualTo(
                """
                [{"path":"/local/domain","permissions":["n0","r5"],"value":""},\
                {"path":"/local/domain/0","permissions":["n0"],"value":""},\
                {"path":"/local/domain/0/name","permissions":["n0"],"value":"Domain-0\\\\n"}]
                """);
        assertThat(container.json("show xenstore"))
            .contains("\"keptIn\":\"memory\",\"nodes\":8,\"connections\":1");
        store.transact(
            1,
            nodes -> {
              for (int i = 0; i < 1500; i++) {
                nodes.mkdir("/many/" + i);
              }
              return 0;
            });
      }
      assertThat(container.exec("show xenstore /many"))
          .contains("  998  ")
          .doesNotContain("  999  ")
          .endsWith(
              "\n501 more nodes are not shown; give a path, or list all: XENSTORED_PATH=%s jexpy xs ls\n"
                  .formatted(socket));
      assertThat(container.exec("show xenstore /none"))
          .isEqualTo(
              "Error: there is no node '/none'; 'show xenstore' shows those that there are\n");
      assertThat(container.exec("show xenstore none"))
          .startsWith("Error: 'none' is no path of a node; one is / or /local/domain/0");
      assertThat(container.exec("help show xenstore")).contains("show xenstore {<path>}");
    }
  }

  @Test
  void aContainerWithoutOneSaysHowToGetOne() throws Exception {
    try (OpenContainer container = new OpenContainer(plan())) {
      assertThat(container.exec("show xenstore"))
          .startsWith(
              "Error: this container has no XenStore; start it with 'jexpy serve --xenstore");
    }
    assertThat(plan().xenStore(XenStoreSpec.files()))
        .satisfies(
            none ->
                assertThatThrownBy(none::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("xenStore(…) needs a folder for its files"));
  }

  @Test
  void whatIsKeptInTheStateDirectoryIsThereAgain() throws Exception {
    Path state = folder.resolve("state");
    XenStoreSpec spec = XenStoreSpec.files().withSync();
    try (Container container = plan().stateDirectory(state).xenStore(spec).start();
        XenStoreClient store = XenStoreClient.connect(container.xenStore().orElseThrow())) {
      store.write("/kept", "yes".getBytes(US_ASCII));
      assertThat(container.xenStore()).contains(state.resolve("xenstore.sock"));
      assertThat(container.exec("show xenstore").join().output())
          .contains("file:%s,sync=disk".formatted(state.resolve("xenstore")));
    }
    assertThat(state.resolve("xenstore.sock")).doesNotExist();
    try (Container container = plan().stateDirectory(state).xenStore(spec).start();
        XenStoreClient store = XenStoreClient.connect(container.xenStore().orElseThrow())) {
      assertThat(store.read("/kept")).asString(US_ASCII).isEqualTo("yes");
    }
  }

  @Test
  void aStoreThatCannotBeOpenedRefusesTheStartAndLeavesTheStateDirectoryFree() throws Exception {
    Path state = folder.resolve("state");
    Path kept = folder.resolve("kept");
    Path file = Files.createFile(folder.resolve("file"));
    try (Container _ = plan().xenStore(XenStoreSpec.files(kept)).start()) {
      assertThatThrownBy(
              () -> plan().stateDirectory(state).xenStore(XenStoreSpec.files(kept)).start())
          .isInstanceOf(StateException.class)
          .hasMessageStartingWith(
              "the XenStore cannot be started: the store in '%s' is used by another server"
                  .formatted(kept));
    }
    assertThatThrownBy(
            () -> plan().stateDirectory(state).xenStore(XenStoreSpec.files(file)).start())
        .isInstanceOf(StateException.class)
        .hasMessage(
            "the XenStore cannot be started: '%s' is no directory, so that no store can be kept in it; name another place"
                .formatted(file));
    try (Container container =
        plan().stateDirectory(state).xenStore(XenStoreSpec.memory()).start()) {
      assertThat(container.xenStore()).isEqualTo(Optional.of(state.resolve("xenstore.sock")));
    }
  }

  @Test
  void aSocketWithTooLongAPathRefusesTheStartAndLeavesTheStateDirectoryFree() throws Exception {
    int room = StatePaths.MAX_SOCKET_PATH - folder.toString().length() - "//xenstore.sock".length();
    Path state = folder.resolve("s".repeat(room + 1));
    assertThatThrownBy(() -> plan().stateDirectory(state).xenStore(XenStoreSpec.memory()).start())
        .isInstanceOf(StateException.class)
        .hasMessageContaining("has a path of %d bytes".formatted(StatePaths.MAX_SOCKET_PATH + 1));
    try (Container container = plan().stateDirectory(state).start()) {
      assertThat(container.xenStore()).isEmpty();
    }
  }

  @Test
  void theStateDirectoryItselfIsNoFolderForAStore() throws Exception {
    Path state = Files.createDirectory(folder.resolve("state"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), state);
    for (Path same : List.of(state, state.resolve("../state"), link)) {
      assertThatThrownBy(
              () -> plan().stateDirectory(state).xenStore(XenStoreSpec.files(same)).start())
          .isInstanceOf(StateException.class)
          .hasMessageContaining("which is the state directory itself; without a folder it is kept");
    }
    assertThat(state).isEmptyDirectory();
  }
}
