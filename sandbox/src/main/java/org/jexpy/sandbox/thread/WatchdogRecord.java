package org.jexpy.sandbox.thread;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.sandbox.callgraph.TimedOutCall;

/**
 * What the watchdog noticed. Plain data.
 *
 * @param time when
 * @param kind what kind of thing
 * @param owner the process, or the part of the container, that it is about
 * @param text one line for people
 * @param stacks the stacks of the threads concerned, if they help
 */
public record WatchdogRecord(
    Instant time, Kind kind, String owner, String text, List<TimedOutCall.Stack> stacks) {
  /** What the watchdog notices. */
  public enum Kind {
    /** A limit of time has passed. */
    DEADLINE,
    /** A heartbeat was missed. */
    HEARTBEAT,
    /** One turn of a loop takes too long. */
    LOOP,
    /** A synchronous call was not answered in time. */
    CALL,
    /** A step of the ladder was taken. */
    LADDER
  }

  /** Copies the stacks. */
  public WatchdogRecord {
    stacks = List.copyOf(stacks);
  }

  static WatchdogRecord of(Kind kind, String owner, String text, Thread... threads) {
    List<TimedOutCall.Stack> stacks = new ArrayList<>();
    for (Thread thread : threads) {
      stacks.add(new TimedOutCall.Stack(thread.getName(), List.of(thread.getStackTrace())));
    }
    return new WatchdogRecord(Instant.now(), kind, owner, text, stacks);
  }

  /**
   * The record of a call that was not answered in time: what a wait-for graph reports.
   *
   * @param call the call
   * @return the record, with the stacks of both sides
   */
  public static WatchdogRecord of(TimedOutCall call) {
    List<TimedOutCall.Stack> stacks = new ArrayList<>(List.of(call.caller()));
    call.server().ifPresent(stacks::add);
    return new WatchdogRecord(
        Instant.now(),
        Kind.CALL,
        call.chain().sites().getLast().process(),
        call.describe(),
        stacks);
  }
}
