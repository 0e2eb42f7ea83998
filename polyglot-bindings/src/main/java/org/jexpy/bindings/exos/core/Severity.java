package org.jexpy.bindings.exos.core;

/** How much a condition of the log matters, most first. */
public enum Severity {
  /** The program, or what it serves, does not work. */
  CRITICAL("Crit"),
  /** Something failed. */
  ERROR("Erro"),
  /** Something may fail. */
  WARNING("Warn"),
  /** Something usual, but worth knowing. */
  NOTICE("Noti"),
  /** Something usual. */
  INFO("Info"),
  /** For finding errors, little. */
  DEBUG_SUMMARY("Summ"),
  /** For finding errors, much. */
  DEBUG_VERBOSE("Verb"),
  /** For finding errors, everything. */
  DEBUG_DATA("Data");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  /** The four letters by which {@code show log} names it. */
  public String label() {
    return label;
  }

  /** Whether this matters at least as much as another. */
  public boolean atLeast(Severity other) {
    return compareTo(other) <= 0;
  }
}
