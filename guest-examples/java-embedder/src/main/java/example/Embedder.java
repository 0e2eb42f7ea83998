package example;

import java.io.IOException;
import java.nio.file.Path;
import org.jexpy.host.container.Container;
import org.jexpy.host.container.GuestProcess;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.process.ProcessSpec;

/** Runs a Python script as a process of this program and shows what it printed. */
public final class Embedder {
  private Embedder() {}

  /**
   * Greets.
   *
   * @param args whom
   */
  public static void main(String[] args) throws IOException {
    System.out.print(greet(Path.of("scripts"), args));
  }

  static String greet(Path scripts, String... names) throws IOException {
    try (Container container = Container.builder().modules(scripts).start()) {
      ProcessSpec spec = ProcessSpec.python("greeter", "greeter").withArguments(names);
      GuestProcess greeter = container.create(spec).join();
      greeter.start().join();
      ProcessInfo end = greeter.ended().join();
      return greeter.log().join() + "status " + end.exitStatus().orElseThrow() + "\n";
    }
  }
}
