package org.jexpy.sandbox.permission;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A gate in front of a fixed set of permissions. */
final class SetGate implements AccessGate {
  private final PermissionSet permissions;
  private final ThreadLocal<@Nullable String> lastRefusal = new ThreadLocal<>();

  SetGate(PermissionSet permissions) {
    this.permissions = permissions;
  }

  @Override
  public boolean allows(Permission permission, String resource) {
    return permissions.allows(permission, resource);
  }

  @Override
  public boolean denies(Permission permission, String resource) {
    return permissions.denies(permission, resource);
  }

  @Override
  public boolean reserves(String path) {
    return permissions.reservation(Permission.READ, path).isPresent();
  }

  @Override
  public Optional<String> deniedBelow(String folder) {
    return permissions.deniedBelow(folder);
  }

  @Override
  public boolean allowsEvery(Permission permission) {
    return permissions.allowsEvery(permission);
  }

  @Override
  public List<String> flags() {
    return permissions.flags();
  }

  @Override
  public boolean allowsSome(Permission permission) {
    return permissions.allowsSome(permission);
  }

  @Override
  public void check(Permission permission, String resource) {
    if (!permissions.allows(permission, resource)) {
      var refusal =
          permissions
              .reservation(permission, resource)
              .map(why -> new AccessRefusedException(permission, resource, why))
              .orElseGet(
                  () ->
                      new AccessRefusedException(
                          permission, resource, permissions.denies(permission, resource)));
      throw told(refusal);
    }
  }

  @Override
  public AccessRefusedException refuse(Permission permission, String resource, String why) {
    throw told(new AccessRefusedException(permission, resource, why));
  }

  private AccessRefusedException told(AccessRefusedException refusal) {
    lastRefusal.set(refusal.getMessage());
    return refusal;
  }

  @Override
  public Optional<String> takeLastRefusal() {
    Optional<String> reason = Optional.ofNullable(lastRefusal.get());
    lastRefusal.remove();
    return reason;
  }
}
