package org.jexpy.host.cli;

import org.jexpy.host.process.XenStoreSpec;

/** The value of {@code --xenstore} and {@code --store}: where a XenStore is kept. */
final class XenStoreFlag {
  /** The flag of the commands that have scripts use the store. */
  static final String NAME = "--xenstore";

  private XenStoreFlag() {}

  /**
   * Where there is a state directory, in which files are kept unless a directory is named.
   *
   * @param value the value
   * @throws UsageException if it makes no sense
   */
  static XenStoreSpec inState(String value) throws UsageException {
    return XenStoreSpec.parse(value)
        .orElseThrow(
            () ->
                new UsageException(
                    "%s is '%s' (expected memory, or file, file:DIR, the latter two also with ,sync=process or ,sync=disk behind)"
                        .formatted(NAME, value)));
  }

  /**
   * Where files need a directory that is named.
   *
   * @param flag the flag, for complaints
   * @param value the value
   * @throws UsageException if it makes no sense
   */
  static XenStoreSpec alone(String flag, String value) throws UsageException {
    return XenStoreSpec.parse(value)
        .filter(spec -> !spec.kept() || spec.folder().isPresent())
        .orElseThrow(
            () ->
                new UsageException(
                    "%s is '%s' (expected memory, file:DIR, file:DIR,sync=process or file:DIR,sync=disk)"
                        .formatted(flag, value)));
  }
}
