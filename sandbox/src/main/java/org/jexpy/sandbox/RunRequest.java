package org.jexpy.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jexpy.sandbox.fs.FolderMounts;
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
 * @param siteFolders {@code site-packages} folders to search after the usual places, with their
 *     {@code .pth} files; naming one grants reading it. Python only
 * @param environment the environment to choose from; the script sees what its permissions allow
 * @param workingDirectory the working directory
 * @param executable what the script shall take for its interpreter ({@code sys.executable})
 * @param commandLine the words of the command line that led here, beginning with the executable
 *     ({@code sys.orig_argv})
 * @param mounts what the script sees at another place; the paths above are as it sees them
 */
public record RunRequest(
    GuestLanguage language,
    ScriptCode code,
    List<String> arguments,
    PermissionSet permissions,
    List<Path> modulePaths,
    List<Path> siteFolders,
    Map<String, String> environment,
    Path workingDirectory,
    String executable,
    List<String> commandLine,
    FolderMounts mounts) {

  /** Copies the collections. */
  public RunRequest {
    arguments = List.copyOf(arguments);
    modulePaths = List.copyOf(modulePaths);
    siteFolders = List.copyOf(siteFolders);
    environment = Map.copyOf(environment);
    commandLine = List.copyOf(commandLine);
  }

  /**
   * A run without site folders and without a command line of its own.
   *
   * @param language the language
   * @param code where the code comes from
   * @param arguments the script's own arguments, without its name
   * @param permissions what it may do
   * @param modulePaths folders to search for modules before the usual places
   * @param environment the environment to choose from
   * @param workingDirectory the working directory
   * @param executable what the script shall take for its interpreter
   */
  public RunRequest(
      GuestLanguage language,
      ScriptCode code,
      List<String> arguments,
      PermissionSet permissions,
      List<Path> modulePaths,
      Map<String, String> environment,
      Path workingDirectory,
      String executable) {
    this(
        language,
        code,
        arguments,
        permissions,
        modulePaths,
        List.of(),
        environment,
        workingDirectory,
        executable,
        List.of(executable),
        FolderMounts.NONE);
  }

  /**
   * The same with folders at other places.
   *
   * @param newMounts what the script sees at another place
   */
  public RunRequest withMounts(FolderMounts newMounts) {
    return new RunRequest(
        language,
        code,
        arguments,
        permissions,
        modulePaths,
        siteFolders,
        environment,
        workingDirectory,
        executable,
        commandLine,
        newMounts);
  }
}
