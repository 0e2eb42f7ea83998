package org.jexpy.sandbox.context;

import java.util.List;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;

/**
 * What must be known when a context is made, because it cannot be bound later. A spare serves only
 * a request with its own key.
 *
 * @param language the guest language
 * @param threads whether the guest may start threads
 * @param nativeAccess whether native code may be loaded
 * @param hostClasses which Java classes may be used, as {@link PermissionSet#grantedValues} tells
 *     it
 * @param signals whether the guest's own signal handlers are installed; only one context of a JVM
 *     may have them
 * @param terminal whether standard input and output are a terminal
 * @param restrictedFiles whether some file access could be refused, so that refusals need
 *     explaining
 */
public record ContextKey(
    GuestLanguage language,
    boolean threads,
    boolean nativeAccess,
    List<String> hostClasses,
    boolean signals,
    boolean terminal,
    boolean restrictedFiles) {

  /** Copies the list. */
  public ContextKey {
    hostClasses = List.copyOf(hostClasses);
  }

  /**
   * The key that a set of permissions asks for.
   *
   * @param language the guest language
   * @param permissions what the guest may do
   * @param signals whether the guest's signal handlers are wanted
   * @param terminal whether its standard streams are a terminal
   * @return the key
   */
  public static ContextKey of(
      GuestLanguage language, PermissionSet permissions, boolean signals, boolean terminal) {
    return new ContextKey(
        language,
        permissions.allowsSome(Permission.THREADS),
        permissions.allowsSome(Permission.NATIVE),
        permissions.grantedValues(Permission.HOST),
        signals,
        terminal,
        permissions.restrictsFiles());
  }
}
