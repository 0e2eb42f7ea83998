package org.jexpy.sandbox.permission;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is allowed and what is denied, as given by flags, a manifest or a program. Immutable. A
 * denial beats a grant; what is neither is refused (design §9).
 */
public final class PermissionSet {
  private static final PermissionSet NONE = new PermissionSet(Map.of(), Map.of(), List.of());

  private final Map<Permission, Grant> allowed;
  private final Map<Permission, Grant> denied;
  private final List<ReservedFile> reserved;

  private PermissionSet(
      Map<Permission, Grant> allowed, Map<Permission, Grant> denied, List<ReservedFile> reserved) {
    this.allowed = Map.copyOf(allowed);
    this.denied = Map.copyOf(denied);
    this.reserved = List.copyOf(reserved);
  }

  /** The set that allows nothing. */
  public static PermissionSet none() {
    return NONE;
  }

  /** The set that allows everything ({@code -A}). */
  public static PermissionSet all() {
    PermissionSet set = NONE;
    for (Permission permission : Permission.values()) {
      set = set.allow(permission);
    }
    return set;
  }

  /**
   * Add a grant without bounds.
   *
   * @param permission what to allow
   * @return the larger set
   */
  public PermissionSet allow(Permission permission) {
    return new PermissionSet(with(allowed, permission, Grant.EVERYTHING), denied, reserved);
  }

  /**
   * Add a grant for some values.
   *
   * @param permission what to allow
   * @param values for which values; relative paths are taken from the working directory
   * @return the larger set
   * @throws IllegalArgumentException if the permission takes no values, or a value is empty or not
   *     of its kind
   */
  public PermissionSet allow(Permission permission, List<String> values) {
    Grant grant = allowed.getOrDefault(permission, Grant.NOTHING).plus(checked(permission, values));
    return new PermissionSet(with(allowed, permission, grant), denied, reserved);
  }

  /**
   * Add a denial without bounds.
   *
   * @param permission what to deny
   * @return the smaller set
   */
  public PermissionSet deny(Permission permission) {
    return new PermissionSet(allowed, with(denied, permission, Grant.EVERYTHING), reserved);
  }

  /**
   * Add a denial for some values.
   *
   * @param permission what to deny
   * @param values for which values; relative paths are taken from the working directory
   * @return the smaller set
   * @throws IllegalArgumentException if the permission takes no values, or a value is empty or not
   *     of its kind
   */
  public PermissionSet deny(Permission permission, List<String> values) {
    Grant grant = denied.getOrDefault(permission, Grant.NOTHING).plus(checked(permission, values));
    return new PermissionSet(allowed, with(denied, permission, grant), reserved);
  }

  /**
   * Keep a file for the program itself. Whatever is allowed, a guest cannot open, change, move or
   * remove it, under any of its names; it may look at it where it may look at its folder.
   *
   * @param file the file; one that does not exist yet is known by its path until it is seen there
   * @param why what a refusal says of it, such as {@code belongs to the container}
   * @return the smaller set
   */
  public PermissionSet reserve(Path file, String why) {
    List<ReservedFile> more = new ArrayList<>(reserved);
    more.add(ReservedFile.of(file, why));
    return new PermissionSet(allowed, denied, more);
  }

  /**
   * Decide one request.
   *
   * @param permission what is asked for
   * @param resource on what: an absolute path, an address, a name
   * @return whether it is allowed
   */
  public boolean allows(Permission permission, String resource) {
    return allowed.getOrDefault(permission, Grant.NOTHING).grants(permission, resource)
        && !denies(permission, resource);
  }

  /** Whether a denial covers this request, so that no grant could help. */
  boolean denies(Permission permission, String resource) {
    return denied.getOrDefault(permission, Grant.NOTHING).denies(permission, resource)
        || reservation(permission, resource).isPresent();
  }

  /**
   * Why a request is refused for a file that is reserved, or that shows more than files; empty if
   * it is about none.
   */
  Optional<String> reservation(Permission permission, String resource) {
    if (permission != Permission.READ && permission != Permission.WRITE) {
      return Optional.empty();
    }
    Optional<Permission> needed = ProcessMemory.needs(resource).filter(more -> !allowsEvery(more));
    if (needed.isPresent()) {
      return needed.map(more -> "takes --allow-%s without bounds, too".formatted(more.key()));
    }
    if (reserved.isEmpty()) {
      return Optional.empty();
    }
    Path real = Path.of(resource);
    return reserved.stream().filter(file -> file.isAt(real)).map(ReservedFile::why).findFirst();
  }

  /**
   * Find what may not be read or written below a folder although the folder itself may be: it would
   * be out of the denial's reach if the folder had another name.
   *
   * @param folder an absolute path without links
   * @return the path of something there that is denied or reserved; empty if there is none
   */
  Optional<String> deniedBelow(String folder) {
    Path above = Path.of(folder);
    return Stream.of(
            denied.getOrDefault(Permission.READ, Grant.NOTHING).values().stream(),
            denied.getOrDefault(Permission.WRITE, Grant.NOTHING).values().stream(),
            reserved.stream().map(file -> file.path().toString()))
        .flatMap(paths -> paths)
        .filter(path -> Path.of(path).startsWith(above))
        .findFirst();
  }

  /**
   * Whether a permission is granted whole: for every value, and with no denial.
   *
   * @param permission what is asked for
   * @return whether nothing of it is refused
   */
  public boolean allowsEvery(Permission permission) {
    return grantedValues(permission).equals(List.of("*"));
  }

  /** Whether some access to files could be refused. */
  public boolean restrictsFiles() {
    return !reserved.isEmpty()
        || !Stream.of(Permission.READ, Permission.WRITE, Permission.ENV, Permission.NATIVE)
            .allMatch(this::allowsEvery);
  }

  /**
   * Whether the permission is granted for at least one value. Used for what must be decided when a
   * context is made.
   *
   * @param permission what is asked for
   * @return whether some request of this kind could be allowed
   */
  public boolean allowsSome(Permission permission) {
    Grant grant = allowed.getOrDefault(permission, Grant.NOTHING);
    return (grant.everything() || !grant.values().isEmpty())
        && !denied.getOrDefault(permission, Grant.NOTHING).everything();
  }

  /**
   * The values that a permission is granted for, for what must be decided when a context is made.
   *
   * @param permission what is asked for
   * @return the values; {@code *} alone for a grant without bounds, {@code .*} alone for one that
   *     has denials only
   */
  public List<String> grantedValues(Permission permission) {
    Grant grant = allowed.getOrDefault(permission, Grant.NOTHING);
    Grant denial = denied.getOrDefault(permission, Grant.NOTHING);
    if (denial.everything()) {
      return List.of();
    }
    if (grant.everything()) {
      return List.of(denial.values().isEmpty() ? "*" : ".*");
    }
    return grant.values();
  }

  /**
   * The same as flags of a command line. What no flag can say, a value with a comma, is left out of
   * a grant, and makes a denial one without bounds: the flags allow at most what this does.
   *
   * @return the flags, which allow nothing that they do not name
   */
  public List<String> flags() {
    List<String> flags = new ArrayList<>();
    for (Permission permission : Permission.values()) {
      Grant grant = allowed.getOrDefault(permission, Grant.NOTHING);
      List<String> values = grant.values().stream().filter(PermissionSet::fitsFlag).toList();
      if (grant.everything()) {
        flags.add("--allow-" + permission.key());
      } else if (!values.isEmpty()) {
        flags.add("--allow-%s=%s".formatted(permission.key(), String.join(",", values)));
      }
      List<String> refused =
          new ArrayList<>(denied.getOrDefault(permission, Grant.NOTHING).values());
      if (permission == Permission.READ || permission == Permission.WRITE) {
        reserved.forEach(file -> refused.add(file.path().toString()));
      }
      if (denied.getOrDefault(permission, Grant.NOTHING).everything()
          || !refused.stream().allMatch(PermissionSet::fitsFlag)) {
        flags.add("--deny-" + permission.key());
      } else if (!refused.isEmpty()) {
        flags.add("--deny-%s=%s".formatted(permission.key(), String.join(",", refused)));
      }
    }
    return flags;
  }

  private static boolean fitsFlag(String value) {
    return value.indexOf(',') < 0 && value.indexOf('\n') < 0;
  }

  private static Map<Permission, Grant> with(
      Map<Permission, Grant> grants, Permission permission, Grant grant) {
    Map<Permission, Grant> copy = new EnumMap<>(Permission.class);
    copy.putAll(grants);
    copy.put(permission, grant);
    return copy;
  }

  private static List<String> checked(Permission permission, List<String> values) {
    if (!permission.takesValues()) {
      throw new IllegalArgumentException(
          "permission '%s' takes no values, got %s; give it without '='"
              .formatted(permission.key(), values));
    }
    List<String> checked = new ArrayList<>();
    for (String value : values) {
      if (value.isBlank()) {
        throw new IllegalArgumentException(
            "permission '%s' got an empty value in %s; expected %s[,%s...]"
                .formatted(
                    permission.key(), values, permission.valueLabel(), permission.valueLabel()));
      }
      checked.add(normalised(permission, value));
    }
    return checked;
  }

  private static String normalised(Permission permission, String value) {
    return switch (permission) {
      case READ, WRITE -> RealPaths.resolve(Path.of(value)).toString();
      case NET -> {
        if (value.startsWith("unix:")) {
          yield "unix:" + RealPaths.resolve(Path.of(value.substring("unix:".length())));
        }
        HostPort.parseValue(value);
        yield value;
      }
      case RUN -> ProgramName.normalised(value);
      default -> value;
    };
  }
}
