package org.jexpy.sandbox.context;

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
 * @param hostClasses whether Java classes may be used
 * @param signals whether the guest's own signal handlers are installed; only one context of a JVM
 *     may have them
 * @param terminal whether standard input and output are a terminal
 */
public record ContextKey(
    GuestLanguage language,
    boolean threads,
    boolean nativeAccess,
    boolean hostClasses,
    boolean signals,
    boolean terminal) {

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
        permissions.allowsSome(Permission.HOST),
        signals,
        terminal);
  }
}
