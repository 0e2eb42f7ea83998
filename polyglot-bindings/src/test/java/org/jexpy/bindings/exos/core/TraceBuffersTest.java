package org.jexpy.bindings.exos.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceBuffersTest {
  private static final CallContext CALL = CallContext.root();
  private static final AccessGate ALL = AccessGate.of(PermissionSet.all());

  @TempDir Path folder;

  @Test
  void theOldestEntriesGiveWayToTheNewest() {
    TraceBuffer buffer = new TraceBuffer(10);
    for (String line : new String[] {"aaa", "bbb", "cc", "dd"}) {
      buffer.add(line);
    }

    assertThat(buffer.text()).isEqualTo("bbb\ncc\ndd\n");
  }

  @Test
  void anEntryLongerThanTheBufferKeepsItsBeginningInWholeCharacters() {
    TraceBuffer buffer = new TraceBuffer(6);
    buffer.add("old");
    buffer.add("aaaäöü");

    assertThat(buffer.text()).isEqualTo("aaaä\n");
    assertThat(buffer.text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void aBufferOfOneByteHoldsNothingButAnEnd() {
    TraceBuffer buffer = new TraceBuffer(1);
    buffer.add("ä");
    buffer.add("b");

    assertThat(buffer.text()).isEqualTo("\n");
  }

  @Test
  void aProcessHasSoManyBuffersAndNoMore() {
    MemoryTraceBuffers buffers = buffers(ALL);
    for (int i = 0; i < MemoryTraceBuffers.MAX_BUFFERS; i++) {
      buffers.create(CALL, "b" + i, 1);
    }

    assertThatThrownBy(() -> buffers.create(CALL, "more", 1))
        .isInstanceOf(InvalidTraceBufferException.class)
        .hasMessage("trace buffer 'more': the process has 64 already, and may not have more");
  }

  @Test
  void aBufferCanBeShownWithoutItsProcess() {
    MemoryTraceBuffers buffers = buffers(ALL);
    buffers.create(CALL, "a", 100);
    buffers.log(CALL, "a", "one\ntwo");

    assertThat(buffers.names()).containsExactly("a");
    assertThat(buffers.text("a")).isEqualTo("01/01/1970 00:00:00.00 one\n    two\n");
    buffers.clear(CALL, null);
    assertThat(buffers.all()).isEqualTo("--- a (100 bytes) ---\n");
  }

  @Test
  void aDumpReplacesTheFile() {
    MemoryTraceBuffers buffers = buffers(ALL);
    buffers.create(CALL, "a", 100);
    buffers.log(CALL, "a", "old");
    String first = buffers.dump(CALL, "a", "x.txt");
    buffers.clear(CALL, "a");

    assertThat(buffers.dump(CALL, "a", "x.txt")).isEqualTo(first);
    assertThat(Path.of(first)).isEmptyFile();
  }

  @Test
  void theFolderOfTheSwitchIsThisFolder() {
    assertThat(buffers(ALL).dump(CALL, null, "/usr/local/tmp/x.txt"))
        .isEqualTo(folder.resolve("x.txt").toString());
  }

  @Test
  void aFileOutsideOfTheFolderIsRefused() {
    MemoryTraceBuffers buffers = buffers(ALL);
    for (String name :
        new String[] {"../x", "/etc/x", "", ".", "a/../../x", "/usr/local/tmp/../x", "\0"}) {
      assertThatThrownBy(() -> buffers.dump(CALL, null, name))
          .as(name)
          .isInstanceOf(InvalidTraceBufferException.class)
          .hasMessageContaining("expected: a file below " + folder);
    }
  }

  @Test
  void aProcessThatMayNotWriteLearnsWhichPermissionIsMissing() {
    assertThatThrownBy(() -> buffers(AccessGate.CLOSED).dump(CALL, null, "x.txt"))
        .isInstanceOf(DumpRefusedException.class)
        .hasMessageContaining("--allow-write=" + folder.resolve("x.txt"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLinkLeadsToNoFileThatMayNotBeWritten(@TempDir Path elsewhere) throws IOException {
    Path real = folder.toRealPath();
    AccessGate gate =
        AccessGate.of(PermissionSet.none().allow(Permission.WRITE, List.of(real.toString())));
    Path target = elsewhere.toRealPath().resolve("kept");
    Files.createSymbolicLink(folder.resolve("link.txt"), target);

    assertThatThrownBy(() -> buffers(gate).dump(CALL, null, "link.txt"))
        .isInstanceOf(DumpRefusedException.class)
        .hasMessageContaining("--allow-write=" + target);
    assertThat(target).doesNotExist();
  }

  @Test
  void aMissingFolderIsNamed() {
    assertThatThrownBy(() -> buffers(ALL).dump(CALL, null, "missing/x.txt"))
        .isInstanceOf(DumpFailedException.class)
        .hasMessageContaining(folder.resolve("missing/x.txt") + " cannot be written: its folder");
  }

  private MemoryTraceBuffers buffers(AccessGate gate) {
    return new MemoryTraceBuffers(
        () -> "app",
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
        new FolderTraceFiles(folder, gate));
  }
}
