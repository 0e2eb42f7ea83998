package example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jexpy.bindings.exos.core.ProcessState;
import org.jexpy.host.container.CommandResult;
import org.jexpy.host.container.Container;
import org.jexpy.host.container.GuestProcess;
import org.jexpy.host.junit.ContainerExtension;
import org.jexpy.host.process.GuestErrorException;
import org.jexpy.host.process.ProcessChange;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbedderTest {
  private static final Path SCRIPTS = Path.of("scripts");

  @RegisterExtension
  static final ContainerExtension CONTAINERS =
      ContainerExtension.of(builder -> builder.modules(Path.of("scripts")));

  @Test
  void counts(Container container) {
    ProcessSpec spec = ProcessSpec.js("counter", "counter").auto();
    GuestProcess counter = container.create(spec).join();

    assertEquals(ProcessState.READY, counter.ready().join().state());
    assertTrue(counter.log().join().endsWith("<out> counting\n"));
  }

  @Test
  void callsFunctions(Container container) {
    GuestProcess vlans = container.create(ProcessSpec.python("vlans", "vlans").auto()).join();
    String[] names = vlans.call("create", List.of("blue", 100), String[].class);
    int tag = vlans.call("tags.get", List.of("blue"), int.class, Duration.ofSeconds(30));

    assertArrayEquals(new String[] {"blue"}, names);
    assertEquals(100, tag);
    GuestErrorException refused =
        assertThrows(
            GuestErrorException.class,
            () -> vlans.call("create", List.of("red", 5000), String[].class));
    assertEquals("ValueError: tag 5000 of VLAN red (expected 1 to 4094)", refused.error());
  }

  @Test
  void greets() throws Exception {
    String printed = Embedder.greet(SCRIPTS, "Ann", "Bob");

    assertTrue(printed.contains("<out> Hello, Ann, from Python\n"), printed);
    assertTrue(printed.endsWith("<out> Hello, Bob, from Python\nstatus 0\n"), printed);
  }

  @Test
  void callsJavaScript(Container container) {
    ProcessSpec spec = ProcessSpec.js("counter", "counter").auto();
    GuestProcess counter = container.create(spec).join();
    counter.ready().join();

    int count = counter.call("add", List.of(40), Integer.class, Duration.ofSeconds(30));
    assertTrue(count >= 40);
  }

  @Test
  void refusesCallsThatWaitForEachOther() throws Exception {
    String refused = Deadlock.quarrel(SCRIPTS);

    assertTrue(refused.contains("could never end"), refused);
    assertTrue(refused.contains("calling right.ask_back"), refused);
    assertTrue(refused.contains("calling left.answer"), refused);
  }

  @Test
  void takesCommands(Container container) {
    CommandResult result = container.exec("create process counter js-module counter").join();
    assertTrue(result.succeeded(), result.output());
    assertEquals(
        "Error: Process nobody does not exist.  'show process' lists those that do.\n",
        container.exec("start process nobody").join().output());
  }

  @Test
  void tellsWhatHappens() throws Exception {
    BlockingQueue<ProcessChange> changes = new LinkedBlockingQueue<>();
    Container.Builder builder =
        Container.builder()
            .modules(Path.of("scripts"))
            .permissions(PermissionSet.none().allow(Permission.THREADS))
            .listener((change, process) -> changes.add(change));
    try (Container container = builder.start()) {
      container.create(ProcessSpec.js("counter", "counter").auto()).join();
      while (changes.take() != ProcessChange.READY) {}
    }
  }

  @Test
  void sharesALoop() throws Exception {
    IoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try (Container container =
        Container.builder().modules(Path.of("scripts")).eventLoop(loops.next()).start()) {
      assertTrue(container.exec("show process").join().succeeded());
    } finally {
      loops.shutdownGracefully().sync();
    }
  }

  @Test
  void borrowsAThread() throws Exception {
    BlockingQueue<String> borrowed = new LinkedBlockingQueue<>();
    Container.builder()
        .modules(Path.of("scripts"))
        .run(
            container -> {
              borrowed.add(container.exec("show process").join().output());
              container.closeAsync();
            });
    assertTrue(borrowed.remove().startsWith("Process Name"));
  }
}
