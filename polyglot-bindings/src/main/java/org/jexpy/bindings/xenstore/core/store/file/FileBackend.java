package org.jexpy.bindings.xenstore.core.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jexpy.bindings.BindingsThreads;
import org.jexpy.bindings.disk.FileLayer;
import org.jexpy.bindings.disk.LockFile;
import org.jexpy.bindings.xenstore.core.store.Edit;
import org.jexpy.bindings.xenstore.core.store.StoreBackend;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a store in a directory. A change is written to the journal before it is answered; the
 * thread {@code jexpy-xenstore-disk} waits for the disk, and writes a snapshot when the journal has
 * grown. Files are only ever begun, never gone on with.
 */
public final class FileBackend implements StoreBackend {
  /** From which size on a journal is worth a snapshot. */
  static final long MIN_JOURNAL = 4 << 20;

  private final StoreFolder folder;
  private final Sync sync;
  private final long minJournal;
  private final Consumer<String> log;
  private final Closeable lockFile;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();

  // Guarded by the lock.
  private final Journals journals;
  private @Nullable Snapshot wanted;
  private Runnable told = () -> {};
  private long base;
  private long written;
  private long durable;
  private long snapshotSize;
  private long oldestNeeded;

  /** Below which size of the journal there is no use to try for another one. */
  private long triedAt;

  private boolean closing;
  private @Nullable IOException broken;

  /**
   * To be written.
   *
   * @param number its number
   * @param sequence the change that it is taken after
   * @param state what is in it
   */
  private record Snapshot(long number, long sequence, StoreState state) {}

  FileBackend(
      StoreFolder folder, Sync sync, long minJournal, Consumer<String> log, Closeable lockFile) {
    this.folder = folder;
    this.journals = new Journals(folder, log);
    this.sync = sync;
    this.minJournal = minJournal;
    this.log = log;
    this.lockFile = lockFile;
    this.thread = BindingsThreads.daemon("jexpy-xenstore-disk", this::serve);
  }

  /**
   * A store in a directory, which is made if it is not there, for its owner only.
   *
   * @param directory the directory
   * @param sync what an answered change survives
   * @param log told in a sentence what was found damaged, and what the disk refuses
   * @return the store, locked and not open yet
   * @throws IOException if the directory cannot be made, or another server has it
   */
  public static FileBackend in(Path directory, Sync sync, Consumer<String> log) throws IOException {
    return new FileBackend(
        new StoreFolder(FileLayer.real(), directory),
        sync,
        MIN_JOURNAL,
        log,
        StoreLock.take(directory));
  }

  /**
   * The file by which a store is locked: a process that closes it, whoever opened it, loses the
   * lock.
   *
   * @param directory the directory of the store
   */
  public static Path lockFile(Path directory) {
    return LockFile.of(directory);
  }

  @Override
  public StoreState open() throws IOException {
    try {
      Recovery.Recovered found = folder.recovered();
      found.reports().forEach(log);
      begin(found);
      thread.start();
      return found.state();
    } catch (IOException | RuntimeException e) {
      try {
        lockFile.close();
      } catch (IOException notReleased) {
        e.addSuppressed(notReleased);
      }
      throw e;
    }
  }

  /** A snapshot and a journal of its own, so that no file of before is gone on with. */
  private void begin(Recovery.Recovered found) throws IOException {
    lock.lock();
    try {
      base = found.sequence();
      written = base;
      durable = base;
      long number = found.last() + 1;
      oldestNeeded = found.from();
      if (found.last() >= 0) {
        snapshotSize = folder.snapshot(number, base, found.state(), () -> {});
      }
      folder.setAside(found.aside());
      Journal _ = journals.begin(number, base + 1);
      folder.sync();
      folder.deleteBefore(oldestNeeded);
      oldestNeeded = number;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void append(long sequence, List<Edit> edits, StoreState after) throws IOException {
    lock.lock();
    try {
      if (closing || broken != null) {
        throw new IOException("the store in '%s' cannot be written".formatted(folder), broken);
      }
      Journal to = written(base + sequence, edits);
      written = base + sequence;
      if (sync == Sync.PROCESS) {
        durable = written;
      } else {
        work.signal();
      }
      if (wanted == null && to.size() > Math.max(triedAt, Math.max(minJournal, 2 * snapshotSize))) {
        compact(to, after);
      }
    } finally {
      lock.unlock();
    }
  }

  private Journal written(long number, List<Edit> edits) throws IOException {
    try {
      return journals.write(number, edits);
    } catch (IOException e) {
      // There may be one more to be closed.
      work.signal();
      throw e;
    }
  }

  private void compact(Journal full, StoreState after) {
    try {
      Journal next = journals.begin(0, written + 1);
      triedAt = 0;
      wanted = new Snapshot(next.number(), written, after);
      work.signal();
    } catch (IOException e) {
      // It goes on with the one that it has, and tries again when that is twice as large.
      triedAt = 2 * full.size();
      log.accept("%s: no new journal: %s".formatted(folder, e.getMessage()));
    }
  }

  @Override
  public long durable() {
    lock.lock();
    try {
      return durable - base;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onDurable(Runnable told) {
    lock.lock();
    try {
      this.told = told;
    } finally {
      lock.unlock();
    }
  }

  private void serve() {
    try {
      while (awaitWork()) {
        syncWritten();
        Snapshot snapshot = takeWanted();
        if (snapshot != null) {
          write(snapshot);
        }
      }
    } catch (IOException e) {
      // What is on the disk is not known any more: nothing is promised from here on.
      breakDown(e);
    } catch (InterruptedException e) {
      breakDown(new IOException("the thread of the disk was interrupted", e));
    } catch (RuntimeException | Error e) {
      breakDown(new IOException("an error of the server: " + e, e));
    }
  }

  private void breakDown(IOException failure) {
    lock.lock();
    try {
      broken = failure;
    } finally {
      lock.unlock();
    }
    log.accept(
        "%s: the disk failed: %s; nothing is changed any more until the server is started again"
            .formatted(folder, failure.getMessage()));
    told().run();
  }

  @Override
  public boolean isBroken() {
    lock.lock();
    try {
      return broken != null;
    } finally {
      lock.unlock();
    }
  }

  private Runnable told() {
    lock.lock();
    try {
      return told;
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is something to do; false at the end. */
  private boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      while (!closing && !journals.hasLeft() && wanted == null && !hasUnsynced()) {
        work.await();
      }
      return !closing || journals.hasLeft() || hasUnsynced();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasUnsynced() {
    return durable < written;
  }

  private @Nullable Snapshot takeWanted() {
    lock.lock();
    try {
      return closing ? null : wanted;
    } finally {
      lock.unlock();
    }
  }

  /** Brings to the disk what is written by now, older journals first. */
  private void syncWritten() throws IOException {
    List<Journal> full;
    @Nullable Journal current;
    long target;
    boolean name;
    lock.lock();
    try {
      full = journals.left();
      current = journals.current();
      target = written;
      name = journals.takeNameUnsynced();
    } finally {
      lock.unlock();
    }
    for (Journal each : full) {
      each.sync();
      each.close();
    }
    if (name) {
      folder.sync();
    }
    closed(full);
    if (sync == Sync.PROCESS) {
      return;
    }
    if (current != null) {
      current.sync();
    }
    lock.lock();
    try {
      durable = Math.max(durable, target);
    } finally {
      lock.unlock();
    }
    told().run();
  }

  private void closed(List<Journal> full) {
    lock.lock();
    try {
      journals.done(full);
    } finally {
      lock.unlock();
    }
  }

  private void syncBetween() throws SyncFailedException {
    try {
      syncWritten();
    } catch (IOException e) {
      throw new SyncFailedException(e);
    }
  }

  private void write(Snapshot snapshot) throws IOException {
    try {
      long size =
          folder.snapshot(
              snapshot.number(), snapshot.sequence(), snapshot.state(), this::syncBetween);
      // The one before leads up to this one, should it be damaged.
      folder.deleteBefore(oldestNeeded);
      oldestNeeded = snapshot.number();
      snapshotWritten(size);
    } catch (SyncFailedException e) {
      throw e;
    } catch (IOException e) {
      // The journals hold everything. The next one is tried when they have grown again.
      log.accept("%s: no snapshot: %s".formatted(folder, e.getMessage()));
      snapshotWritten(snapshotSize);
    }
  }

  private void snapshotWritten(long size) {
    lock.lock();
    try {
      snapshotSize = size;
      wanted = null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (closing) {
        return;
      }
      closing = true;
      journals.retire();
      work.signal();
    } finally {
      lock.unlock();
    }
    try {
      // Whoever is in a hurry: another server must not have the files while this one writes.
      BindingsThreads.awaitEnd(thread);
      closeJournals();
    } finally {
      lockFile.close();
    }
  }

  /** Those that the thread has not closed, as it broke down. */
  private void closeJournals() throws IOException {
    lock.lock();
    try {
      for (Journal each : journals.left()) {
        each.close();
      }
      if (broken != null) {
        throw new IOException(
            "the last changes of the store in '%s' may not be on the disk: %s"
                .formatted(folder, broken.getMessage()),
            broken);
      }
    } finally {
      lock.unlock();
    }
  }
}
