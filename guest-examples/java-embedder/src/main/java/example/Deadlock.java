package example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jexpy.host.container.Container;
import org.jexpy.host.container.GuestProcess;
import org.jexpy.host.process.GuestErrorException;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;

/** Two scripts that ask each other: a call that could never end is refused at once. */
public final class Deadlock {
  private final Container container;

  /**
   * What the scripts reach each other by.
   *
   * @param container where they run
   */
  private Deadlock(Container container) {
    this.container = container;
  }

  private static volatile Deadlock current;

  /**
   * Calls a function of another script. The scripts find this by {@code java.type}.
   *
   * @param process whose function
   * @param function its name
   * @return what it answers
   */
  public static String ask(String process, String function) {
    GuestProcess other = current.container.process(process).join().orElseThrow();
    return other.call(function, List.of(), String.class);
  }

  /**
   * Has two scripts ask each other.
   *
   * @param args nothing
   */
  public static void main(String[] args) throws IOException {
    System.out.println(quarrel(Path.of("scripts")));
  }

  static String quarrel(Path scripts) throws IOException {
    PermissionSet granted =
        PermissionSet.none().allow(Permission.HOST, List.of(Deadlock.class.getName()));
    try (Container container =
        Container.builder().modules(scripts).permissions(granted).callbackWorkers(1).start()) {
      current = new Deadlock(container);
      ProcessSpec one = ProcessSpec.python("left", "partner").withArguments("right").auto();
      ProcessSpec two = ProcessSpec.python("right", "partner").withArguments("left").auto();
      GuestProcess left = container.create(one).join();
      container.create(two).join().ready().join();
      left.ready().join();
      try {
        return left.call("ask_and_be_asked", List.of(), String.class);
      } catch (GuestErrorException refused) {
        return refused.error();
      }
    }
  }
}
