package org.jexpy.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Starts child programs in a guest's name: those that it may, which end with it. */
@FunctionalInterface
public interface GuestPrograms {
  /**
   * Start a program. Its standard input and output are pipes; its standard error is the JVM's.
   *
   * @param command the program, found by its name or its path as the guest sees it, and its
   *     arguments
   * @param environment all variables that it gets
   * @param directory where it is started, absolute, as the guest sees it
   * @return the program, which is owned by the guest process
   * @throws IOException if it cannot be started
   * @throws org.jexpy.sandbox.permission.AccessRefusedException if the guest may not start it
   * @throws IllegalStateException if the guest process has ended
   */
  Process start(List<String> command, Map<String, String> environment, String directory)
      throws IOException;
}
