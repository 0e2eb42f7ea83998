package org.jexpy.sandbox.permission;

/**
 * A guest asked for something it may not do. Facades turn this into {@code PermissionError} or an
 * {@code Error} with code {@code EACCES}; its message is made for the author of the script.
 */
public final class AccessRefusedException extends SecurityException {
  private static final long serialVersionUID = 1L;

  private final Permission permission;
  private final String resource;

  AccessRefusedException(Permission permission, String resource, boolean denied) {
    super(describe(permission, resource, denied));
    this.permission = permission;
    this.resource = resource;
  }

  /** Of a file that is reserved: no flag would help. */
  AccessRefusedException(Permission permission, String resource, String why) {
    super("%s '%s' is refused: it %s".formatted(permission.phrase(), resource, why));
    this.permission = permission;
    this.resource = resource;
  }

  /** What was asked for. */
  public Permission permission() {
    return permission;
  }

  /** On what. */
  public String resource() {
    return resource;
  }

  private static String describe(Permission permission, String resource, boolean denied) {
    String what =
        permission.takesValues()
            ? "%s '%s'".formatted(permission.phrase(), resource)
            : "%s %s".formatted(permission.phrase(), resource);
    if (denied) {
      return "%s is denied by --deny-%s".formatted(what, permission.key());
    }
    String flag = "--allow-" + permission.key();
    return "%s is not granted; run again with %s"
        .formatted(what, permission.takesValues() ? flag + "=" + resource : flag);
  }
}
