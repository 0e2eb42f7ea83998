package org.jexpy.host.supervision;

/** One run of a process. Called by the main loop, and never waits. */
interface Instance {
  /** Start it. What becomes of it is told to its {@link Owner}. */
  void start();

  /**
   * Ask for its end.
   *
   * @param forceful whether without giving it time; overtakes a request that was not
   */
  void stop(boolean forceful);

  /** Told about the run, on any thread. */
  interface Owner {
    /** It has its context, or its program. */
    void begun(String startKind);

    /** Its script begins. */
    void entered();

    /** It says that it is ready. */
    void ready();

    /** It is gone, with all that it held, or given up; told once. */
    void ended(InstanceEnd end);
  }
}
