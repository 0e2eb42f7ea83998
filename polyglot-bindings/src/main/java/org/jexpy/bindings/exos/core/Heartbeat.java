package org.jexpy.bindings.exos.core;

import java.time.Duration;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.RemoteService;

/**
 * The watch over threads of a process. A thread that is registered has to say again and again that
 * it is alive; if it does not, the process counts as failed. The watch ends with the process.
 */
@RemoteService("heartbeat")
public interface Heartbeat {
  /**
   * Have a thread watched from now on.
   *
   * @param call the call
   * @param thread the thread's name, for the log
   * @param period how long it may be silent; see {@link HeartbeatPeriod}
   * @return the number of the watch
   * @throws InvalidHeartbeatException if the name is empty or the period out of bounds
   */
  long register(CallContext call, String thread, Duration period) throws InvalidHeartbeatException;

  /**
   * Say that a thread is alive.
   *
   * @param call the call
   * @param id the number of its watch
   * @throws UnknownHeartbeatException if it is not watched
   */
  void keepalive(CallContext call, long id) throws UnknownHeartbeatException;

  /**
   * End the watch over a thread. Ending it twice is no error.
   *
   * @param call the call
   * @param id the number of its watch
   */
  void deregister(CallContext call, long id);
}
