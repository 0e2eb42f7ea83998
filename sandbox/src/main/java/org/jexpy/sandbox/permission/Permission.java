package org.jexpy.sandbox.permission;

import java.util.Locale;
import java.util.Optional;

/** One kind of thing a guest may be allowed to do. Everything not granted is refused. */
public enum Permission {
  /** Read files and list directories. Values are paths; a path covers everything below it. */
  READ("PATH", "read access to"),
  /** Create, change and delete files. Values are paths; a path covers everything below it. */
  WRITE("PATH", "write access to"),
  /**
   * Open, bind and resolve network addresses. Values: {@code HOST}, {@code HOST:PORT}, {@code
   * :PORT}, {@code unix:PATH}.
   */
  NET("HOST[:PORT]", "network access to"),
  /** See environment variables. Values are names; a trailing {@code *} matches any ending. */
  ENV("NAME", "access to environment variable"),
  /** Start child programs. Values are program names or absolute paths. */
  RUN("PROGRAM", "starting program"),
  /** Start threads. Takes no value. */
  THREADS("", "starting"),
  /** Load native code. Takes no value. */
  NATIVE("", "loading"),
  /**
   * Use Java classes. Values are class names; a trailing {@code .*} matches a package and those
   * below.
   */
  HOST("CLASS", "use of Java class");

  private final String valueLabel;
  private final String phrase;

  Permission(String valueLabel, String phrase) {
    this.valueLabel = valueLabel;
    this.phrase = phrase;
  }

  /** The name used in flags and manifests, such as {@code read}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether grants of this permission may be narrowed to a list of values. */
  public boolean takesValues() {
    return !valueLabel.isEmpty();
  }

  /** What a value is called in help texts, such as {@code PATH}; empty if there are no values. */
  public String valueLabel() {
    return valueLabel;
  }

  /** How a refusal begins, such as {@code read access to}. */
  String phrase() {
    return phrase;
  }

  /**
   * Find a permission by its key.
   *
   * @param key the key, such as {@code net}
   * @return the permission, or empty if there is none of that key
   */
  public static Optional<Permission> of(String key) {
    for (Permission permission : values()) {
      if (permission.key().equals(key)) {
        return Optional.of(permission);
      }
    }
    return Optional.empty();
  }
}
