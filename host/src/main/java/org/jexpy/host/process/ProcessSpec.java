package org.jexpy.host.process;

import java.util.List;
import java.util.Optional;
import org.jexpy.bindings.exos.core.InvalidProcessNameException;
import org.jexpy.bindings.exos.core.ProcessName;

/**
 * What {@code create process} says of a process. It is configuration: {@code save configuration}
 * keeps it.
 *
 * @param name its name: a letter, then letters, digits and {@code _}, at most 31 characters
 * @param program what it runs
 * @param start when it is started
 * @param vr the virtual router that its sockets belong to
 * @param description what people know it by
 * @param arguments {@code sys.argv[1:]}; at most {@value #MAX_ARGUMENTS}
 */
public record ProcessSpec(
    String name,
    Program program,
    StartMode start,
    String vr,
    Optional<String> description,
    List<String> arguments) {
  /** How many arguments the command language has room for. */
  public static final int MAX_ARGUMENTS = 9;

  /** The virtual router of processes for which none is named. */
  public static final String DEFAULT_VR = "VR-Mgmt";

  /**
   * Checks and copies.
   *
   * @throws InvalidProcessNameException if no process may have that name
   * @throws IllegalArgumentException if there are too many arguments
   */
  public ProcessSpec {
    ProcessName.require(name);
    arguments = List.copyOf(arguments);
    if (arguments.size() > MAX_ARGUMENTS) {
      throw new IllegalArgumentException(
          "process '%s' has %d arguments; at most %d are possible"
              .formatted(name, arguments.size(), MAX_ARGUMENTS));
    }
  }

  /**
   * A process that runs a Python module on demand.
   *
   * @param name its name
   * @param module the module, dotted, in the module folder
   */
  public static ProcessSpec python(String name, String module) {
    return of(name, new Program.PythonModule(module));
  }

  /**
   * A process that runs a JavaScript module on demand.
   *
   * @param name its name
   * @param module the module in the module folder, such as {@code greeter} or {@code greeter.mjs}
   */
  public static ProcessSpec js(String name, String module) {
    return of(name, new Program.JsModule(module));
  }

  /**
   * A process that runs a program of the operating system on demand.
   *
   * @param name its name
   * @param file the program
   */
  public static ProcessSpec executable(String name, String file) {
    return of(name, new Program.Executable(file));
  }

  private static ProcessSpec of(String name, Program program) {
    return new ProcessSpec(
        name, program, StartMode.ON_DEMAND, DEFAULT_VR, Optional.empty(), List.of());
  }

  /** The same, started with the container and restarted after failures. */
  public ProcessSpec auto() {
    return new ProcessSpec(name, program, StartMode.AUTO, vr, description, arguments);
  }

  /**
   * The same with a description.
   *
   * @param text the description
   */
  public ProcessSpec describedAs(String text) {
    return new ProcessSpec(name, program, start, vr, Optional.of(text), arguments);
  }

  /**
   * The same in another virtual router.
   *
   * @param newVr its name
   */
  public ProcessSpec inVr(String newVr) {
    return new ProcessSpec(name, program, start, newVr, description, arguments);
  }

  /**
   * The same with arguments.
   *
   * @param words the arguments
   */
  public ProcessSpec withArguments(String... words) {
    return new ProcessSpec(name, program, start, vr, description, List.of(words));
  }
}
