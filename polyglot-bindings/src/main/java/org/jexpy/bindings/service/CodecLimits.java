package org.jexpy.bindings.service;

/**
 * How much a peer may make us read or write at once.
 *
 * @param maxFrameBytes the longest frame
 * @param maxDepth how deep lists, maps and records may be nested
 */
public record CodecLimits(int maxFrameBytes, int maxDepth) {
  /** 16 MiB, 64 levels. */
  public static final CodecLimits DEFAULT = new CodecLimits(16 << 20, 64);

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException if a limit leaves no room for any frame
   */
  public CodecLimits {
    if (maxFrameBytes < 64) {
      throw new IllegalArgumentException(
          "maxFrameBytes: " + maxFrameBytes + " (expected: at least 64)");
    }
    if (maxDepth < 4 || maxDepth > 512) {
      throw new IllegalArgumentException("maxDepth: " + maxDepth + " (expected: 4 to 512)");
    }
  }
}
