package org.jexpy.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jexpy.sandbox.permission.PermissionSet;

/**
 * One script to run, as plain data.
 *
 * @param language the language
 * @param code where the code comes from
 * @param arguments the script's own arguments, without its name
 * @param permissions what it may do
 * @param modulePaths folders to search for modules before the usual places; naming one grants
 *     reading it
 * @param environment the environment to choose from; the script sees what its permissions allow
 * @param workingDirectory the working directory
 * @param executable what the script shall take for its interpreter ({@code sys.executable})
 */
public record RunRequest(
    GuestLanguage language,
    ScriptCode code,
    List<String> arguments,
    PermissionSet permissions,
    List<Path> modulePaths,
    Map<String, String> environment,
    Path workingDirectory,
    String executable) {

  /** Copies the collections. */
  public RunRequest {
    arguments = List.copyOf(arguments);
    modulePaths = List.copyOf(modulePaths);
    environment = Map.copyOf(environment);
  }
}
