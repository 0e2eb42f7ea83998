package org.jexpy.host.process;

/** When a process is started, and what happens when it fails (specification of EXOS §4.1). */
public enum StartMode {
  /** A daemon: started when it is created and with the container, and restarted after a failure. */
  AUTO("auto"),
  /** Started on command, and run to completion. */
  ON_DEMAND("on-demand");

  private final String keyword;

  StartMode(String keyword) {
    this.keyword = keyword;
  }

  /** The word of the command language. */
  public String keyword() {
    return keyword;
  }
}
