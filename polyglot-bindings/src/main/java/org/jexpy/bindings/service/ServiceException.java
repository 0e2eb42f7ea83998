package org.jexpy.bindings.service;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a service declares in the {@code throws} clause of its methods, and that reaches
 * the caller as the same class. A subclass has a public constructor {@code (String message)}, or
 * {@code (String message, R detail)} where {@code R} is a record of plain data.
 */
public abstract class ServiceException extends RuntimeException {
  private final transient @Nullable Record detail;

  /**
   * A failure without detail.
   *
   * @param message what went wrong, for readers
   */
  protected ServiceException(String message) {
    this(message, null);
  }

  /**
   * A failure with detail.
   *
   * @param message what went wrong, for readers
   * @param detail what went wrong, for programs
   */
  protected ServiceException(String message, @Nullable Record detail) {
    super(message);
    this.detail = detail;
  }

  /** What went wrong, for programs. */
  public Optional<Record> detail() {
    return Optional.ofNullable(detail);
  }
}
