package org.jexpy.sandbox.callgraph;

/** What kind of place guest code runs in, and whether it may wait for others there. */
public enum LaneKind {
  /** The Runner of a Python process. May wait. */
  RUNNER("runner", true),
  /**
   * The Runner of a JavaScript process. All of its callbacks run there, so a wait would stop
   * everything; calls return promises instead.
   */
  JS_RUNNER("JavaScript runner", false),
  /** The one thread of a process for events: the stand-in for the switch's main thread. */
  EVENT("event lane", false),
  /** The callback pool of a process. May wait. */
  POOL("callback pool", true),
  /** A thread or an executor that the guest or the embedding program made. May wait. */
  THREADS("threads", true);

  private final String title;
  private final boolean mayWait;

  LaneKind(String title, boolean mayWait) {
    this.title = title;
    this.mayWait = mayWait;
  }

  /** Whether code that runs there may make synchronous calls. */
  public boolean mayWait() {
    return mayWait;
  }

  /** The name for readers. */
  public String title() {
    return title;
  }
}
