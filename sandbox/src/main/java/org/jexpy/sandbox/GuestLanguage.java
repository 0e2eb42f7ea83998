package org.jexpy.sandbox;

import java.util.Locale;

/** The languages of guest scripts. */
public enum GuestLanguage {
  /** Python 3, run by GraalPy. */
  PYTHON("Python"),
  /** JavaScript, run by GraalJS. */
  JS("JavaScript");

  private final String title;

  GuestLanguage(String title) {
    this.title = title;
  }

  /** The id that the runtime and the flags use: {@code python} or {@code js}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name for readers. */
  public String title() {
    return title;
  }
}
