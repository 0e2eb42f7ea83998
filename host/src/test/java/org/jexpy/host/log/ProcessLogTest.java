package org.jexpy.host.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process prints, in memory. */
final class ProcessLogTest {
  private final ProcessLog log = new ProcessLog(new TickingClock(), Optional.empty());

  private List<String> texts() {
    return log.lines(Integer.MAX_VALUE).stream().map(ProcessLine::text).toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void print(String text) throws IOException {
    try (OutputStream out = log.out()) {
      out.write(utf8(text));
    }
  }

  @Test
  void linesHaveTheirTimeAndSource() throws IOException {
    print("hello\n");
    try (OutputStream err = log.err()) {
      err.write(utf8("oh\u001b[31m\n"));
    }
    log.note("restarted");

    assertThat(log.lines(10))
        .extracting(line -> line.line(ZoneOffset.UTC))
        .containsExactly(
            "03/04/2026 05:06:07.89 <out> hello",
            "03/04/2026 05:06:07.90 <err> oh?[31m",
            "03/04/2026 05:06:07.91 <note> restarted");
    assertThat(log.lines(1)).extracting(ProcessLine::text).containsExactly("restarted");
  }

  @Test
  void aLineEndsWithItsLineFeedAndTheLastOneWithTheStream() throws IOException {
    try (OutputStream out = log.out()) {
      out.write(utf8("a\n\nb\r\nc"));
      out.write('d');
      out.flush();
      assertThat(texts()).containsExactly("a", "", "b");
    }
    assertThat(texts()).containsExactly("a", "", "b", "cd");
  }

  @Test
  void charactersAreWholeHoweverTheyAreWritten() throws IOException {
    try (OutputStream out = log.out()) {
      for (byte each : utf8("Grüße, 世界 🐍\n")) {
        out.write(each);
      }
      out.write(new byte[] {'x', (byte) 0xFF, 'y', '\n'});
    }
    assertThat(texts()).containsExactly("Grüße, 世界 🐍", "x\uFFFDy");
  }

  @Test
  void chunksDoNotMatter() throws IOException {
    Random random = new Random(3);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      all.append("line ").append(i).append(" é").append("\n");
    }
    byte[] bytes = utf8(all.toString());
    try (OutputStream out = log.out()) {
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(random.nextInt(40), bytes.length - at);
        out.write(bytes, at, length);
        at += length;
      }
    }
    assertThat(texts()).isEqualTo(all.toString().lines().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ü", "世", "🐍"})
  void aLineOfTenMegabytesIsCutBetweenCharactersWithANote(String character) throws IOException {
    byte[] part = utf8("a" + character.repeat(100_000));
    long written = 0;
    try (OutputStream out = log.out()) {
      while (written < 10 << 20) {
        out.write(part);
        written += part.length;
      }
      out.write(utf8("\nnext\n"));
    }

    assertThat(texts()).hasSize(2).last().isEqualTo("next");
    String line = texts().getFirst();
    int note = line.indexOf(" … (");
    int kept = utf8(line.substring(0, note)).length;
    assertThat(kept).isBetween(LineStream.MAX_LINE - 3, LineStream.MAX_LINE);
    assertThat(line.substring(note)).isEqualTo(" … (%d more bytes cut)".formatted(written - kept));
    assertThat(line).doesNotContain("\uFFFD");
  }

  @Test
  void aLineThatFitsExactlyIsNotCut() throws IOException {
    String line = "x".repeat(LineStream.MAX_LINE);
    print(line + "\n" + line + "y\n");

    assertThat(texts()).containsExactly(line, line + " … (1 more bytes cut)");
  }

  @Test
  void theMemoryHasABoundAndKeepsTheNewest() throws IOException {
    byte[] lines = utf8("0123456789\n".repeat(1000));
    try (OutputStream out = log.out()) {
      for (int i = 0; i < 100; i++) {
        out.write(lines);
      }
      out.write(utf8("last\n"));
    }
    assertThat(texts()).last().isEqualTo("last");
    assertThat(texts().size()).isBetween(10_000, ProcessLog.MEMORY / 11);
    assertThat(log.lines(3)).hasSize(3);
  }

  @Test
  void aFollowerSeesLinesAndWhatItMissed() throws IOException {
    try (Follower<ProcessLine> follower = log.follow(2, () -> {})) {
      print("a\nb\nc\nd\n");

      Follower.Batch<ProcessLine> batch = follower.take(10);
      assertThat(batch.items()).extracting(ProcessLine::text).containsExactly("a", "b");
      assertThat(batch.dropped()).isEqualTo(2);
    }
  }

  @Test
  void aStreamCanBeWrittenAfterItsEndAsPrintersAtTheEndOfAProcessDo() throws IOException {
    OutputStream out = log.out();
    out.close();
    out.write(utf8("late\n"));
    out.close();

    assertThat(texts()).isEqualTo(Arrays.asList("late"));
  }
}
