package org.jexpy.bindings.xenstore.core.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jexpy.bindings.disk.FileLayer;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a store was before its end: the newest snapshot that is whole, and of the journals
 * from its number on each record, as long as none is missing. For one use.
 */
final class Recovery {
  private static final int MAX_FILE = Integer.MAX_VALUE - 8;

  private final FileLayer layer;
  private final Path directory;
  private final TreeMap<Long, String> snapshots = new TreeMap<>();
  private final TreeMap<Long, String> journals = new TreeMap<>();
  private final List<String> reports = new ArrayList<>();
  private final List<String> aside = new ArrayList<>();

  private StoreState state = StoreState.initial();
  private long sequence;
  private long from;

  private Recovery(FileLayer layer, Path directory) {
    this.layer = layer;
    this.directory = directory;
  }

  /**
   * What was found.
   *
   * @param state the store
   * @param sequence the last change that is in it; 0 of a new one
   * @param from the number of the oldest file that it needed
   * @param last the largest number of all files; -1 if there are none
   * @param reports what was damaged, a sentence each
   * @param aside the names of the files that are of no use, and in the way
   */
  record Recovered(
      StoreState state,
      long sequence,
      long from,
      long last,
      List<String> reports,
      List<String> aside) {}

  /**
   * Look through a directory; changes nothing.
   *
   * @param layer the disk
   * @param directory the directory
   * @throws IOException if it cannot be read, or nothing there is whole enough to begin with
   */
  static Recovered of(FileLayer layer, Path directory) throws IOException {
    return new Recovery(layer, directory).run();
  }

  private Recovered run() throws IOException {
    for (String name : layer.list(directory)) {
      keep(snapshots, RecordFile.Kind.SNAPSHOT.numberOf(name), name);
      keep(journals, RecordFile.Kind.JOURNAL.numberOf(name), name);
    }
    long last =
        Math.max(
            snapshots.isEmpty() ? -1 : snapshots.lastKey(),
            journals.isEmpty() ? -1 : journals.lastKey());
    readSnapshot();
    readJournals();
    return new Recovered(state, sequence, from, last, reports, aside);
  }

  private static void keep(Map<Long, String> files, long number, String name) {
    if (number >= 0) {
      files.put(number, name);
    }
  }

  private byte[] content(String name) throws IOException {
    return layer.read(directory.resolve(name), MAX_FILE);
  }

  private void readSnapshot() throws IOException {
    for (long number : snapshots.descendingKeySet()) {
      String name = snapshots.getOrDefault(number, "");
      try {
        SnapshotFile.Read read = SnapshotFile.read(content(name), number);
        state = read.state();
        sequence = read.sequence();
        from = number;
        return;
      } catch (DamagedException e) {
        aside.add(name);
        reports.add(
            "%s is damaged at byte %d: %s; an older one is used"
                .formatted(name, e.at(), e.getMessage()));
      }
    }
    // A store begins with journal 0; without it, what a snapshot held is lost.
    boolean something = !aside.isEmpty() || !journals.isEmpty();
    if (something && !journals.containsKey(0L)) {
      if (reports.isEmpty()) {
        reports.add("the snapshot that its journals go on from is missing");
      }
      throw new IOException(
          "the store in '%s' cannot be read: %s; bring back a copy of it, or begin another one in another directory"
              .formatted(directory, String.join("; ", reports)));
    }
  }

  private void readJournals() throws IOException {
    for (long number : journals.tailMap(from, true).keySet()) {
      String name = journals.getOrDefault(number, "");
      try {
        if (!readJournal(content(name), number)) {
          reports.add(
              "%s does not go on after change %d: a journal is missing; what it holds is left out"
                  .formatted(name, sequence));
          aside.addAll(journals.tailMap(number, true).values());
          return;
        }
      } catch (DamagedException e) {
        // A write that failed is given up, and the next journal goes on from there.
        boolean goesOn = goesOnAfter(number);
        reports.add(
            "%s is %s at byte %d: %s; the last good change is %d"
                .formatted(
                    name,
                    RecordFile.isWholeBehind(content(name), number, e.at(), sequence)
                        ? "damaged"
                        : "cut",
                    e.at(),
                    e.getMessage(),
                    sequence));
        if (!goesOn) {
          // It stays where it is: its good part leads up to the next snapshot.
          aside.addAll(journals.tailMap(number, false).values());
          return;
        }
      }
    }
  }

  /** Whether it goes on where the last one ended. */
  private boolean readJournal(byte[] content, long number) throws DamagedException {
    RecordFile.Reader reader = new RecordFile.Reader(content, RecordFile.Kind.JOURNAL, number);
    if (reader.first() != sequence + 1) {
      return false;
    }
    for (int at = reader.at(); ; at = reader.at()) {
      RecordFile.@Nullable Found found = reader.next();
      if (found == null) {
        return true;
      }
      if (found.sequence() != sequence + 1) {
        throw new DamagedException(at, "change %d is missing".formatted(sequence + 1));
      }
      state = SnapshotFile.applied(state, found, at);
      sequence++;
    }
  }

  /** Whether a later journal goes on where this one cannot be read any more. */
  private boolean goesOnAfter(long number) throws IOException {
    for (var next : journals.tailMap(number, false).entrySet()) {
      try {
        byte[] head = layer.read(directory.resolve(next.getValue()), RecordFile.HEAD);
        if (new RecordFile.Reader(head, RecordFile.Kind.JOURNAL, next.getKey()).first()
            == sequence + 1) {
          return true;
        }
      } catch (DamagedException e) {
        // Of several writes that failed.
      }
    }
    return false;
  }
}
