package org.jexpy.sandbox.js;

import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Node's numeric file flags, which are those of Linux, as Java's open options.
 *
 * @param bits the flags
 */
record OpenFlags(int bits) {
  private static final int ACCESS = 3;
  private static final int WRITE_ONLY = 1;
  private static final int CREATE = 0100;
  private static final int EXCLUSIVE = 0200;
  private static final int TRUNCATE = 01000;
  private static final int APPEND = 02000;
  private static final int DATA_SYNC = 010000;
  private static final int DIRECTORY = 0200000;
  private static final int NO_FOLLOW = 0400000;
  private static final int SYNC = 04000000;

  Set<OpenOption> options() {
    Set<OpenOption> options = new HashSet<>();
    if (reads()) {
      options.add(StandardOpenOption.READ);
    }
    // What is to be created has to be opened for writing in Java; the table refuses to write then.
    if (writes() || has(CREATE)) {
      options.add(StandardOpenOption.WRITE);
    }
    if (has(CREATE)) {
      options.add(has(EXCLUSIVE) ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
    }
    if (has(TRUNCATE) && writes()) {
      options.add(StandardOpenOption.TRUNCATE_EXISTING);
    }
    // Java refuses APPEND with READ and TRUNCATE_EXISTING; the table moves to the end before each
    // write instead.
    if (appends() && writes() && !reads() && !has(TRUNCATE)) {
      options.add(StandardOpenOption.APPEND);
    }
    if (has(SYNC)) {
      options.add(StandardOpenOption.SYNC);
    } else if (has(DATA_SYNC)) {
      options.add(StandardOpenOption.DSYNC);
    }
    if (has(NO_FOLLOW)) {
      options.add(LinkOption.NOFOLLOW_LINKS);
    }
    return options;
  }

  boolean reads() {
    return (bits & ACCESS) != WRITE_ONLY;
  }

  boolean writes() {
    return (bits & ACCESS) != 0;
  }

  boolean appends() {
    return has(APPEND);
  }

  boolean needsFolder() {
    return has(DIRECTORY);
  }

  private boolean has(int flag) {
    return (bits & flag) != 0;
  }
}
