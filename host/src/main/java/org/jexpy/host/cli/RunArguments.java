package org.jexpy.host.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jexpy.host.process.XenStoreSpec;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.permission.PermissionSet;

/**
 * What a command line of {@code run} says, before anything is looked up on disk.
 *
 * @param help whether only help is asked for
 * @param kind what {@code target} is
 * @param target the file, module or code; empty for standard input
 * @param arguments the script's own arguments
 * @param language the language, if it is given
 * @param permissions what is granted and denied
 * @param modulePaths the folders of {@code --path}
 * @param venv the virtual environment of {@code --venv}
 * @param xenStore where a XenStore for the script is kept, if it is to have one
 * @param unbuffered whether {@code -u} is given
 */
record RunArguments(
    boolean help,
    Kind kind,
    String target,
    List<String> arguments,
    Optional<GuestLanguage> language,
    PermissionSet permissions,
    List<Path> modulePaths,
    Optional<Path> venv,
    Optional<XenStoreSpec> xenStore,
    boolean unbuffered) {

  /** The same with other permissions. */
  RunArguments withPermissions(PermissionSet other) {
    return new RunArguments(
        help, kind, target, arguments, language, other, modulePaths, venv, xenStore, unbuffered);
  }

  /** Where the code comes from. */
  enum Kind {
    /** A script, a folder or an archive. */
    FILE,
    /** {@code -m}. */
    MODULE,
    /** {@code -c}. */
    CODE,
    /** {@code -}. */
    STANDARD_INPUT
  }
}
