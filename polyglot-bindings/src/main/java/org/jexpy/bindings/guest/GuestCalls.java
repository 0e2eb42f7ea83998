package org.jexpy.bindings.guest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.CallDeadline;
import org.jexpy.bindings.service.ServiceDeadlockException;
import org.jexpy.sandbox.callgraph.Activity;
import org.jexpy.sandbox.callgraph.CallChain;
import org.jexpy.sandbox.callgraph.CallSite;
import org.jexpy.sandbox.callgraph.Lane;
import org.jexpy.sandbox.callgraph.LaneKind;
import org.jexpy.sandbox.callgraph.WaitForGraph;

/** What the calls of guests to services have in common: their chain, and their arguments. */
public final class GuestCalls {
  /** As good as no deadline. */
  public static final Duration NO_LIMIT = Duration.ofDays(36_500);

  private GuestCalls() {}

  /**
   * The context of a call that the guest waits for, however short.
   *
   * @param timeout how long it waits
   * @param place where in the guest's code the call is made: {@code app.py:12 exec_cli}
   * @return the context, with the calls that led here
   */
  public static CallContext context(Duration timeout, String place) {
    CallChain chain =
        WaitForGraph.currentActivity()
            .map(activity -> activity.chain().plus(site(activity, place)))
            .orElse(CallChain.EMPTY);
    return new CallContext(CallDeadline.in(timeout), chain);
  }

  /**
   * The context of a call that may take its time, and so may not be made just anywhere.
   *
   * @param timeout how long the guest waits
   * @param place where in the guest's code the call is made
   * @return the context
   * @throws ServiceDeadlockException if the calling lane is one where nothing may wait
   */
  public static CallContext waiting(Duration timeout, String place) {
    WaitForGraph.currentActivity()
        .ifPresent(
            activity -> {
              Lane lane = activity.lane();
              if (!lane.kind().mayWait()) {
                throw new ServiceDeadlockException(
                    "a call that waits is refused on the %s of process '%s', where nothing may wait: %s; %s"
                        .formatted(
                            lane.kind().title(),
                            lane.process(),
                            activity.chain().plus(site(activity, place)),
                            lane.kind() == LaneKind.JS_RUNNER
                                ? "use the call that returns a promise"
                                : "make it from a callback pool (is_async=True) or use the asynchronous call"));
              }
            });
    return context(timeout, place);
  }

  /**
   * The strings of a guest's list, copied on its own thread.
   *
   * @param list a list of strings; whoever hands it over has checked that
   * @return the strings
   */
  public static List<String> strings(Value list) {
    List<String> strings = new ArrayList<>();
    for (long i = 0; i < list.getArraySize(); i++) {
      strings.add(list.getArrayElement(i).asString());
    }
    return strings;
  }

  private static CallSite site(Activity activity, String place) {
    return new CallSite(activity.lane().process(), activity.lane().name(), place);
  }
}
