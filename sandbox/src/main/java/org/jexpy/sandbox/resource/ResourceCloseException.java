package org.jexpy.sandbox.resource;

/**
 * Some resources of a guest process could not be closed; the suppressed exceptions say which and
 * why.
 */
public final class ResourceCloseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ResourceCloseException() {
    super("resources of the guest process could not be closed");
  }
}
