package org.jexpy.host.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jexpy.bindings.disk.FileLayer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A container that saves in a loop is killed by signal 9, when it has reported a phase of a save.
 * In every second cycle it stops at that phase until it is killed, so that each phase is met; in
 * the others it runs on, and is met wherever it is.
 */
@Timeout(600)
final class KillNineTest {
  private static final List<SavePhase> PHASES = List.of(SavePhase.values());

  @TempDir Path scratch;

  /** Arguments: the directory, the first generation, and where to stop, or {@code -}. */
  static final class SavesInALoop {
    private SavesInALoop() {}

    public static void main(String[] arguments) throws IOException {
      int generation = Integer.parseInt(arguments[1]);
      String stop = arguments[2];
      StatePaths paths = new StatePaths(Path.of(arguments[0]));
      StateDirectory directory = StateDirectory.open(paths, "jexpy serve");
      ServerSocketChannel control = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      control.bind(UnixDomainSocketAddress.of(directory.freeControlSocket()));
      while (true) {
        int saved = generation;
        FileLayer layer = new MarkingFileLayer(phase -> report(phase, saved, stop));
        ConfigurationFile.of(layer, paths.configuration()).save(Configurations.generation(saved));
        report(SavePhase.ACKNOWLEDGED, saved, stop);
        generation++;
      }
    }

    private static void report(SavePhase phase, int generation, String stop) {
      String marker = "%s %d".formatted(phase, generation);
      System.out.println(marker);
      System.out.flush();
      if (marker.equals(stop)) {
        try {
          System.in.read();
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** What the killed one had done. */
  private record Killed(SavePhase phase, int acknowledged) {}

  @Test
  void twentyKillsLeaveTheOldOrTheNewConfiguration() throws Exception {
    killOften(20);
  }

  @Test
  @Tag("soak")
  void twoHundredKillsLeaveTheOldOrTheNewConfiguration() throws Exception {
    killOften(200);
  }

  private void killOften(int rounds) throws Exception {
    StatePaths paths = new StatePaths(scratch.resolve("state"));
    Map<SavePhase, Integer> hits = new EnumMap<>(SavePhase.class);
    int acknowledged = 0;
    for (int round = 0; round < rounds; round++) {
      SavePhase aim = PHASES.get(round % PHASES.size());
      boolean stops = round / PHASES.size() % 2 == 0;
      Killed killed = saveAndKill(paths, acknowledged, aim, stops);
      hits.merge(killed.phase(), 1, Integer::sum);

      acknowledged = generationAfter(paths, killed.acknowledged());
    }
    System.out.printf("kill -9 while saving, %d rounds; phases hit: %s%n", rounds, hits);
    assertThat(hits).containsOnlyKeys(SavePhase.values());
  }

  /** Kills in the second save of a new process, at a phase. */
  private static Killed saveAndKill(
      StatePaths paths, int acknowledged, SavePhase aim, boolean stops) throws Exception {
    String marker = "%s %d".formatted(aim, acknowledged + 2);
    int done = acknowledged;
    Optional<SavePhase> last = Optional.empty();
    try (ChildJvm saver =
        ChildJvm.start(
            SavesInALoop.class,
            paths.root().toString(),
            Integer.toString(acknowledged + 1),
            stops ? marker : "-")) {
      String line;
      while ((line = saver.line()) != null) {
        String[] words = line.split(" ", 2);
        last = Optional.of(SavePhase.valueOf(words[0]));
        if (last.get() == SavePhase.ACKNOWLEDGED) {
          done = Integer.parseInt(words[1]);
        }
        if (line.equals(marker)) {
          saver.kill();
        }
      }
    }
    return new Killed(last.orElseThrow(), done);
  }

  /** Opens the directory as the next container does; gives the generation that it finds. */
  private static int generationAfter(StatePaths paths, int acknowledged) throws IOException {
    try (StateDirectory directory = StateDirectory.open(paths, "jexpy serve")) {
      assertThat(directory.freeControlSocket()).doesNotExist();
      Configuration found = ConfigurationFile.in(directory).load().orElseThrow();
      for (int generation : new int[] {acknowledged, acknowledged + 1}) {
        if (found.equals(Configurations.generation(generation))) {
          return generation;
        }
      }
    }
    throw new AssertionError(
        "the file holds neither generation %d nor the one after it".formatted(acknowledged));
  }
}
