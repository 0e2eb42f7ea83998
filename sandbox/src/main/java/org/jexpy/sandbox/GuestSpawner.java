package org.jexpy.sandbox;

import java.nio.file.Path;
import java.util.Map;

/** Starts other guests of this JVM in a guest's name: they may do what it may, and end with it. */
@FunctionalInterface
public interface GuestSpawner {
  /**
   * Start a guest. Its standard input and output lead nowhere, its standard error where that of the
   * asking one does. Does not wait for its context.
   *
   * @param name its name
   * @param language its language
   * @param code what it runs
   * @param environment the variables to choose from; it sees what its permissions allow
   * @param directory where it works, absolute, as the asking guest sees it
   * @param life what is told of its life
   * @return the guest
   * @throws IllegalStateException if the asking guest has ended
   */
  SpawnedGuest start(
      String name,
      GuestLanguage language,
      ScriptCode code,
      Map<String, String> environment,
      Path directory,
      GuestLife life);
}
