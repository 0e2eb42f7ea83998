package org.jexpy.bindings.xenstore.core.store.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jexpy.bindings.xenstore.core.store.Edit;
import org.jspecify.annotations.Nullable;

/**
 * The journals that are being written: the last one, and those before it that still have to be
 * synced and closed. For one thread at a time.
 */
final class Journals {
  private final StoreFolder folder;
  private final Consumer<String> log;
  private final List<Journal> left = new ArrayList<>();
  private @Nullable Journal current;
  private long lastNumber = -1;
  private boolean nameUnsynced;

  /** Whether the last change was refused; people are told of the first only. */
  private boolean refusing;

  Journals(StoreFolder folder, Consumer<String> log) {
    this.folder = folder;
    this.log = log;
  }

  /**
   * Begin one, behind which the changes go from now on. Each has a number of its own: what a
   * failure leaves behind is in nobody's way.
   *
   * @param number at least so large
   * @param first the sequence of its first record
   */
  Journal begin(long number, long first) throws IOException {
    lastNumber = Math.max(number, lastNumber + 1);
    Journal begun = folder.begin(lastNumber, first);
    retire();
    current = begun;
    nameUnsynced = true;
    return begun;
  }

  /** Nothing is written to the last one any more. */
  void retire() {
    if (current != null) {
      left.add(current);
      current = null;
    }
  }

  /**
   * Write a change, to a new journal if there is none; gives where it is.
   *
   * @throws IOException if it could not be written; people have been told
   */
  Journal write(long sequence, List<Edit> edits) throws IOException {
    try {
      Journal to = current;
      if (to == null) {
        to = begin(0, sequence);
        appendFirst(to, sequence, edits);
      } else {
        append(to, sequence, edits);
      }
      if (refusing) {
        refusing = false;
        log.accept("%s: changes are kept again".formatted(folder));
      }
      return to;
    } catch (IOException e) {
      if (!refusing) {
        refusing = true;
        log.accept(
            "%s: changes are refused as long as this is so: %s".formatted(folder, e.getMessage()));
      }
      throw e;
    }
  }

  private void append(Journal to, long sequence, List<Edit> edits) throws IOException {
    try {
      to.append(sequence, edits);
    } catch (IOException e) {
      // Behind what is left of a failed write nothing would be found.
      retire();
      throw e;
    }
  }

  /** Nobody else knows of it yet. */
  private void appendFirst(Journal begun, long sequence, List<Edit> edits) throws IOException {
    try {
      begun.append(sequence, edits);
    } catch (IOException e) {
      current = null;
      begun.discardAfter(e);
      throw e;
    }
  }

  /** That which is written; null if there is none. */
  @Nullable Journal current() {
    return current;
  }

  /** Those that are to be synced and closed, the oldest first. */
  List<Journal> left() {
    return List.copyOf(left);
  }

  boolean hasLeft() {
    return !left.isEmpty();
  }

  /** Some of them are synced and closed. */
  void done(List<Journal> synced) {
    left.removeAll(synced);
  }

  /** Whether the name of a journal is not on the disk yet; whoever asks brings it there. */
  boolean takeNameUnsynced() {
    boolean unsynced = nameUnsynced;
    nameUnsynced = false;
    return unsynced;
  }
}
