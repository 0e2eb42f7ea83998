package org.jexpy.bindings.xenstore.core.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jexpy.bindings.testkit.FaultyFileLayer;
import org.jexpy.bindings.testkit.FaultyFileLayer.Fault;
import org.jexpy.bindings.xenstore.core.store.Edit;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a disk that is full, fails, or has lost files, costs. */
@Timeout(120)
final class FullDiskTest {
  private static final Path FOLDER = Path.of("/store");
  private static final int SMALL = 400;

  private final List<String> reports = new CopyOnWriteArrayList<>();
  private final AtomicBoolean unlocked = new AtomicBoolean();
  private final Changes changes = new Changes(StoreState.initial(), 300, 4);

  private FileBackend on(FaultyFileLayer disk, Sync sync, int minJournal) {
    return new FileBackend(
        new StoreFolder(disk, FOLDER), sync, minJournal, reports::add, () -> unlocked.set(true));
  }

  private void append(FileBackend backend, int change) throws IOException {
    backend.append(change, changes.edits(change), changes.after(change));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, RecordFile.HEAD})
  void clientsThatTryAgainAndAgainMakeNoFiles(int room) throws Exception {
    FaultyFileLayer disk = new FaultyFileLayer();
    FileBackend backend = on(disk, Sync.PROCESS, 1 << 20);
    StoreState _ = backend.open();
    append(backend, 1);
    disk.withRoomFor(room);
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> append(backend, 2)).isInstanceOf(IOException.class);
    }
    assertThat(disk.visible()).hasSize(1);
    assertThat(reports).singleElement().asString().contains("changes are refused as long as");

    disk.withRoomFor(Integer.MAX_VALUE);
    append(backend, 2);
    append(backend, 3);
    backend.close();
    assertThat(reports).hasSize(2).last().asString().contains("changes are kept again");
    StoreState found = Recovery.of(FaultyFileLayer.holding(disk.visible()), FOLDER).state();
    assertThat(changes.changesOf(found)).isEqualTo(3);
  }

  @Test
  void aJournalThatCannotBeFollowedByAnotherGoesOn() throws Exception {
    FaultyFileLayer disk = new FaultyFileLayer();
    FileBackend backend = on(disk, Sync.PROCESS, SMALL);
    StoreState _ = backend.open();
    disk.withNewFiles(false);
    for (int change = 1; change <= changes.count(); change++) {
      append(backend, change);
    }
    assertThat(reports).as("not with each change").hasSizeBetween(1, 10);
    backend.close();
    StoreState found = Recovery.of(FaultyFileLayer.holding(disk.visible()), FOLDER).state();
    assertThat(changes.changesOf(found)).isEqualTo(changes.count());
  }

  @ParameterizedTest
  @EnumSource(Sync.class)
  void whoClosesItLearnsThatTheDiskFailed(Sync sync) throws Exception {
    FaultyFileLayer probe = new FaultyFileLayer();
    try (FileBackend backend = on(probe, sync, SMALL)) {
      StoreState _ = backend.open();
      append(backend, 1);
    }
    int sync1 = probe.operations().lastIndexOf("fdatasync");
    FaultyFileLayer disk = new FaultyFileLayer().failingAt(sync1, Fault.NO_SPACE);
    FileBackend backend = on(disk, sync, SMALL);
    StoreState _ = backend.open();
    append(backend, 1);
    if (sync == Sync.DISK) {
      await().until(() -> backend.isBroken() || backend.durable() == 1);
    }
    unlocked.set(false);
    assertThatThrownBy(backend::close)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("may not be on the disk");
    assertThat(unlocked).isTrue();
  }

  @Test
  void whoIsInterruptedWhileClosingClosesAllTheSame() throws Exception {
    FaultyFileLayer disk = new FaultyFileLayer();
    FileBackend backend = on(disk, Sync.PROCESS, SMALL);
    StoreState _ = backend.open();
    append(backend, 1);
    Thread.currentThread().interrupt();
    try {
      backend.close();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      boolean _ = Thread.interrupted();
    }
    assertThat(unlocked).isTrue();
    assertThat(disk.operations().getLast()).as("synced before it was let go").contains("sync");
  }

  @Test
  void journalsWithoutTheirSnapshotAreNoEmptyStore() throws Exception {
    FaultyFileLayer disk = new FaultyFileLayer();
    for (int start = 0; start < 4; start++) {
      FileBackend backend = on(disk, Sync.PROCESS, SMALL);
      StoreState _ = backend.open();
      backend.append(1, changes.edits(1).subList(0, 0), changes.after(0));
      backend.close();
    }
    Map<Path, byte[]> left = new TreeMap<>(disk.visible());
    left.keySet().removeIf(file -> file.toString().contains("snapshot-"));
    assertThat(left).isNotEmpty();

    assertThatThrownBy(() -> Recovery.of(FaultyFileLayer.holding(left), FOLDER))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the store in '/store' cannot be read: the snapshot that its journals go on from is missing; bring back a copy of it, or begin another one in another directory");
  }

  /** Each second place has what could be a length: to sum all of that up would take minutes. */
  @Test
  void whetherSomethingWholeIsBehindDamageIsFoundOutSoon() {
    byte[] content = new byte[16 << 20];
    for (int at = 0; at < content.length; at += 2) {
      content[at + 1] = 0x40;
    }
    assertThat(RecordFile.isWholeBehind(content, 3, 0, 5)).isFalse();
    ByteBuffer whole =
        RecordFile.record(3, 9, List.of(new Edit.Remove("/a"), new Edit.Remove("/b")));
    whole.get(content, 12_345_677, whole.remaining());
    assertThat(RecordFile.isWholeBehind(content, 3, 0, 5)).isTrue();
    assertThat(RecordFile.isWholeBehind(content, 3, 0, 9)).as("an old one").isFalse();
    assertThat(RecordFile.isWholeBehind(content, 4, 0, 5)).as("of another file").isFalse();
  }
}
