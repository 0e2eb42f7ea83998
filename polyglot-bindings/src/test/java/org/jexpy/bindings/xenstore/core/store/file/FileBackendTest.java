package org.jexpy.bindings.xenstore.core.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.jexpy.bindings.testkit.FaultyFileLayer;
import org.jexpy.bindings.testkit.FaultyFileLayer.CrashException;
import org.jexpy.bindings.testkit.FaultyFileLayer.Fault;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store in files comes back as it was after one of its changes, whatever happens to it. */
@Timeout(120)
final class FileBackendTest {
  private static final Path FOLDER = Path.of("/store");
  private static final int SMALL = 400;

  @TempDir Path folder;

  private final List<String> reports = new ArrayList<>();

  private FileBackend on(FaultyFileLayer disk, Sync sync) {
    return new FileBackend(new StoreFolder(disk, FOLDER), sync, SMALL, this::report, () -> {});
  }

  private static ConditionFactory soon() {
    return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
  }

  private synchronized void report(String line) {
    reports.add(line);
  }

  /** Opens what is on a disk, and says after how many changes it is. */
  private int recovered(Map<Path, byte[]> disk, Changes changes) throws IOException {
    StoreState state = Recovery.of(FaultyFileLayer.holding(disk), FOLDER).state();
    int count = changes.changesOf(state);
    assertThat(count).as("a state that there has been; %s", reports).isNotNegative();
    return count;
  }

  private static void append(FileBackend backend, Changes changes, int change) throws IOException {
    backend.append(change, changes.edits(change), changes.after(change));
  }

  @ParameterizedTest
  @EnumSource(Sync.class)
  void whatWasKeptComesBackHoweverOften(Sync sync) throws Exception {
    FileBackend first = FileBackend.in(folder.resolve("store"), sync, this::report);
    StoreState state = first.open();
    Changes changes = new Changes(state, 60, 7);
    for (int change = 1; change <= changes.count(); change++) {
      append(first, changes, change);
    }
    soon().until(() -> first.durable() == changes.count());
    first.close();
    for (int again = 0; again < 3; again++) {
      try (FileBackend next = FileBackend.in(folder.resolve("store"), sync, this::report)) {
        assertThat(Changes.text(next.open())).isEqualTo(Changes.text(changes.after(60)));
      }
    }
    assertThat(reports).isEmpty();
    try (var files = Files.list(folder.resolve("store"))) {
      // A lock, and two generations.
      assertThat(files).hasSizeLessThanOrEqualTo(5);
    }
  }

  @Test
  void onlyOneServerHasAStore() throws Exception {
    try (FileBackend first = FileBackend.in(folder, Sync.PROCESS, this::report)) {
      StoreState _ = first.open();
      assertThatThrownBy(() -> FileBackend.in(folder, Sync.PROCESS, this::report))
          .hasMessage(
              "the store in '%s' is used by another server (process %d); end that one, or choose another directory"
                  .formatted(folder, ProcessHandle.current().pid()));
    }
    FileBackend.in(folder, Sync.PROCESS, this::report).close();
  }

  @ParameterizedTest
  @EnumSource(Sync.class)
  void aCrashAtEachOperationLosesNothingThatWasDurable(Sync sync) throws Exception {
    Changes changes = new Changes(StoreState.initial(), 25, 3);
    int crashes = 0;
    for (int at = 0; ; at++) {
      FaultyFileLayer disk = new FaultyFileLayer().failingAt(at, Fault.CRASH);
      long durable = play(disk, sync, changes);
      if (durable == changes.count() && disk.operations().size() <= at) {
        break;
      }
      crashes++;
      // The process has ended, the machine goes on.
      assertThat(recovered(disk.visible(), changes)).isGreaterThanOrEqualTo((int) durable);
      if (sync == Sync.DISK) {
        for (Map<Path, byte[]> image : disk.survivors()) {
          assertThat(recovered(image, changes)).isGreaterThanOrEqualTo((int) durable);
        }
      }
    }
    assertThat(crashes).isGreaterThan(40);
  }

  /** Of one whose disk has failed, the end is no success either. */
  private static void closeQuietly(FileBackend backend) {
    try {
      backend.close();
    } catch (IOException e) {
      assertThat(backend.isBroken()).isTrue();
    }
  }

  /** Makes all changes, up to a crash; gives the last that was durable then. */
  private long play(FaultyFileLayer disk, Sync sync, Changes changes) throws IOException {
    FileBackend backend = on(disk, sync);
    long durable = 0;
    try {
      StoreState _ = backend.open();
      for (int change = 1; change <= changes.count(); change++) {
        append(backend, changes, change);
        long wanted = change;
        soon().until(() -> backend.durable() >= wanted || backend.isBroken());
        durable = backend.durable();
        if (backend.isBroken()) {
          break;
        }
      }
    } catch (CrashException | IOException e) {
      // Its other thread met the crash, maybe.
      durable = Math.max(durable, backend.durable());
    } finally {
      closeQuietly(backend);
    }
    return durable;
  }

  @ParameterizedTest
  @EnumSource(Sync.class)
  void aFullDiskRefusesTheChangeAndLaterOnesAreKept(Sync sync) throws Exception {
    Changes changes = new Changes(StoreState.initial(), 30, 5);
    for (int at = 3; at < 40; at++) {
      FaultyFileLayer disk = new FaultyFileLayer().failingAt(at, Fault.NO_SPACE);
      FileBackend backend = on(disk, sync);
      StoreState _ = backend.open();
      int refused = 0;
      for (int change = 1; change <= changes.count() && !backend.isBroken(); change++) {
        try {
          append(backend, changes, change);
          long wanted = change;
          soon().until(() -> backend.durable() >= wanted || backend.isBroken());
        } catch (IOException e) {
          refused++;
          change--;
        }
        assertThat(refused).isLessThanOrEqualTo(1);
      }
      long durable = backend.durable();
      closeQuietly(backend);
      assertThat(recovered(disk.visible(), changes))
          .as("fault %d", at)
          .isGreaterThanOrEqualTo((int) durable);
      if (sync == Sync.DISK) {
        for (Map<Path, byte[]> image : disk.survivors()) {
          assertThat(recovered(image, changes))
              .as("fault %d", at)
              .isGreaterThanOrEqualTo((int) durable);
        }
      }
    }
  }

  @Test
  void aFileThatIsCutOrFlippedAtAnyByteGivesAnEarlierState() throws Exception {
    FaultyFileLayer disk = new FaultyFileLayer();
    FileBackend backend = on(disk, Sync.PROCESS);
    StoreState _ = backend.open();
    Changes changes = new Changes(StoreState.initial(), 12, 11);
    for (int change = 1; change <= changes.count(); change++) {
      append(backend, changes, change);
    }
    backend.close();
    Map<Path, byte[]> whole = disk.visible();
    assertThat(recovered(whole, changes)).isEqualTo(changes.count());
    int told = 0;
    for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
      for (int at = 0; at < file.getValue().length; at++) {
        told += damaged(whole, file.getKey(), cut(file.getValue(), at), changes);
        for (int bit = 0; bit < 8; bit++) {
          byte[] flipped = file.getValue().clone();
          flipped[at] ^= (byte) (1 << bit);
          told += damaged(whole, file.getKey(), flipped, changes);
        }
      }
    }
    assertThat(told).isGreaterThan(1000);
  }

  private static byte[] cut(byte[] content, int length) {
    return java.util.Arrays.copyOf(content, length);
  }

  /** Whether it says that something is damaged. */
  private int damaged(Map<Path, byte[]> whole, Path file, byte[] content, Changes changes)
      throws IOException {
    Map<Path, byte[]> disk = new java.util.TreeMap<>(whole);
    disk.put(file, content);
    Recovery.Recovered found = Recovery.of(FaultyFileLayer.holding(disk), FOLDER);
    int count = changes.changesOf(found.state());
    assertThat(count).isNotNegative();
    if (count < changes.count() && found.reports().isEmpty()) {
      // A journal that ends behind a whole record cannot be told from one that had no more.
      assertThat(isWholeJournal(file, content)).isTrue();
    }
    return found.reports().isEmpty() ? 0 : 1;
  }

  private static boolean isWholeJournal(Path file, byte[] content) {
    long number = RecordFile.Kind.JOURNAL.numberOf(file.getFileName().toString());
    try {
      RecordFile.Reader reader = new RecordFile.Reader(content, RecordFile.Kind.JOURNAL, number);
      while (reader.next() != null) {
        // Only looked through.
      }
      return true;
    } catch (DamagedException e) {
      return false;
    }
  }

  @Test
  void aDamagedSnapshotLosesNothing() throws Exception {
    FaultyFileLayer disk = new FaultyFileLayer();
    FileBackend backend = on(disk, Sync.DISK);
    StoreState _ = backend.open();
    Changes changes = new Changes(StoreState.initial(), 80, 2);
    for (int change = 1; change <= changes.count(); change++) {
      append(backend, changes, change);
      long wanted = change;
      soon().until(() -> backend.durable() >= wanted);
    }
    soon().until(() -> hasSnapshot(disk));
    backend.close();
    Map<Path, byte[]> files = disk.visible();
    Path newest =
        files.keySet().stream()
            .filter(file -> file.getFileName().toString().startsWith("snapshot-"))
            .max(Path::compareTo)
            .orElseThrow();
    files.put(newest, cut(files.getOrDefault(newest, new byte[0]), 50));

    FaultyFileLayer after = FaultyFileLayer.holding(files);
    FileBackend again = on(after, Sync.DISK);
    assertThat(changes.changesOf(again.open())).isEqualTo(changes.count());
    again.close();

    assertThat(reports).singleElement().asString().contains(newest.getFileName() + " is damaged");
    assertThat(after.visible()).containsKey(Path.of(newest + ".bad"));
  }

  private static boolean hasSnapshot(FaultyFileLayer disk) {
    return disk.operations().contains("rename");
  }
}
