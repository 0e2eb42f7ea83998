package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.RemoteService;
import org.jspecify.annotations.Nullable;

/** The trace buffers of a process: logs in memory that keep what was logged last. */
@RemoteService("trace-buffers")
public interface TraceBuffers {
  /**
   * Make a buffer.
   *
   * @param call the call
   * @param name its name, unique in the process
   * @param size how many bytes of text it keeps
   * @throws InvalidTraceBufferException if the name or the size cannot be
   * @throws TraceBufferAlreadyExistsException if the process has such a buffer already
   */
  void create(CallContext call, String name, long size)
      throws InvalidTraceBufferException, TraceBufferAlreadyExistsException;

  /**
   * Log into a buffer, with the time. The oldest texts give way.
   *
   * @param call the call
   * @param name the buffer
   * @param text the text
   * @throws UnknownTraceBufferException if there is no such buffer
   */
  void log(CallContext call, String name, String text) throws UnknownTraceBufferException;

  /**
   * Write what a buffer holds to a file.
   *
   * @param call the call
   * @param name the buffer, or null for all
   * @param file the name of the file, below the folder of such files; null for a new one
   * @return where it was written, as the process sees it
   * @throws UnknownTraceBufferException if there is no such buffer
   * @throws InvalidTraceBufferException if the file would not be below that folder
   * @throws DumpRefusedException if the process may not write it
   * @throws DumpFailedException if it cannot be written
   */
  String dump(CallContext call, @Nullable String name, @Nullable String file)
      throws UnknownTraceBufferException,
          InvalidTraceBufferException,
          DumpRefusedException,
          DumpFailedException;

  /**
   * Empty a buffer.
   *
   * @param call the call
   * @param name the buffer, or null for all
   * @throws UnknownTraceBufferException if there is no such buffer
   */
  void clear(CallContext call, @Nullable String name) throws UnknownTraceBufferException;
}
