package org.jexpy.bindings.execnet.rsync;

import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Times of files as Python has them: what it reads, it can write and read again. */
public final class FileDates {
  private static final double NANO = 1e-9;

  private FileDates() {}

  /**
   * A time as {@code st_mtime}.
   *
   * @param time the time
   * @return seconds since 1970
   */
  public static double seconds(FileTime time) {
    Instant instant = time.toInstant();
    return instant.getEpochSecond() + NANO * instant.getNano();
  }

  /**
   * A time as {@code os.utime} understands it.
   *
   * @param seconds since 1970
   * @return the nanosecond before that, or at it
   */
  public static FileTime time(double seconds) {
    double whole = Math.floor(seconds);
    return FileTime.from(
        Instant.ofEpochSecond((long) whole, (long) Math.floor((seconds - whole) / NANO)));
  }
}
