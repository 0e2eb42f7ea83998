package org.jexpy.bindings.exos.core;

/** Where dumps of trace buffers are written. */
@FunctionalInterface
public interface TraceFiles {
  /** The folder of such files, as processes see it. */
  String FOLDER = "/usr/local/tmp";

  /**
   * Write a file; one that exists is replaced.
   *
   * @param name its name below the folder
   * @param text what it shall hold
   * @return where it is, as the process sees it
   * @throws InvalidTraceBufferException if the file would not be below the folder
   * @throws DumpRefusedException if the process may not write it
   * @throws DumpFailedException if it cannot be written
   */
  String write(String name, String text);
}
