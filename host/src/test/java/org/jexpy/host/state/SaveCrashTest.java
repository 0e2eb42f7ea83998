package org.jexpy.host.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jexpy.bindings.testkit.FaultyFileLayer;
import org.jexpy.bindings.testkit.FaultyFileLayer.CrashException;
import org.jexpy.bindings.testkit.FaultyFileLayer.Fault;
import org.junit.jupiter.api.Test;

/**
 * The crash proof of the configuration (design §8): the machine stops after each single operation
 * of saves, in each way; whatever is on the disk then is read, and compared with what was
 * acknowledged.
 */
final class SaveCrashTest {
  private static final Path FILE = Path.of("/state/primary.cfg");

  private static final Path TEMPORARY = Path.of("/state/primary.cfg.new");

  private static final Configuration OLD = Configurations.generation(0);

  /** What was seen in all crashes of a sequence of saves. */
  private record Evidence(int crashes, int images, List<String> breaches) {}

  /** Crashes everywhere in successive saves, and again in the saves after each crash. */
  private static Evidence crashEverywhere(
      Map<Path, byte[]> disk,
      Optional<Configuration> before,
      int saves,
      UnaryOperator<FaultyFileLayer> prepared) {
    int images = 0;
    List<String> breaches = new ArrayList<>();
    for (int at = 0; ; at++) {
      FaultyFileLayer layer =
          prepared.apply(FaultyFileLayer.holding(disk)).failingAt(at, Fault.CRASH);
      Optional<Configuration> acknowledged = before;
      Optional<Configuration> under = Optional.empty();
      boolean crashed = false;
      try {
        for (int i = 1; i <= saves; i++) {
          under = Optional.of(Configurations.generation(i));
          ConfigurationFile.of(layer, FILE).save(under.get());
          acknowledged = under;
        }
      } catch (CrashException e) {
        crashed = true;
      }
      for (Map<Path, byte[]> image : layer.survivors()) {
        images++;
        String found = readAfterCrash(image, acknowledged, crashed ? under : acknowledged);
        if (!found.isEmpty()) {
          breaches.add("crash after %s: %s".formatted(layer.operations(), found));
        }
      }
      if (!crashed) {
        return new Evidence(at + 1, images, breaches);
      }
    }
  }

  /** Says what is wrong with a disk after a crash; nothing if it holds one of the two. */
  private static String readAfterCrash(
      Map<Path, byte[]> image, Optional<Configuration> one, Optional<Configuration> other) {
    FaultyFileLayer reopened = FaultyFileLayer.holding(image);
    ConfigurationFile file = ConfigurationFile.of(reopened, FILE);
    Optional<Configuration> found;
    try {
      found = file.load();
    } catch (ConfigurationUnreadableException e) {
      return String.valueOf(e.getMessage());
    }
    if (!found.equals(one) && !found.equals(other)) {
      return "neither what was acknowledged nor what was being saved";
    }
    // And life goes on: what the crash left is in nobody's way.
    file.save(OLD);
    return reopened.visible().keySet().equals(Map.of(FILE, 0).keySet())
        ? ""
        : "files left: " + reopened.visible().keySet();
  }

  private static Map<Path, byte[]> diskWithOld() {
    return Map.of(FILE, ConfigurationXml.write(OLD));
  }

  @Test
  void aCrashAfterAnyOperationOfASaveLeavesTheOldOrTheNewConfiguration() {
    Evidence evidence =
        crashEverywhere(diskWithOld(), Optional.of(OLD), 1, UnaryOperator.identity());

    assertThat(evidence.breaches()).isEmpty();
    // create, at least three writes, fsync, rename, fsync of the directory, each before and after.
    assertThat(evidence.crashes()).isGreaterThanOrEqualTo(8);
    assertThat(evidence.images()).isGreaterThan(50);
  }

  @Test
  void aCrashInTheFirstSaveLeavesNoneOrTheNewConfiguration() {
    assertThat(crashEverywhere(Map.of(), Optional.empty(), 1, UnaryOperator.identity()).breaches())
        .isEmpty();
  }

  @Test
  void aCrashInTheSecondOfTwoSavesKeepsTheFirst() {
    assertThat(
            crashEverywhere(diskWithOld(), Optional.of(OLD), 2, UnaryOperator.identity())
                .breaches())
        .isEmpty();
  }

  @Test
  void aCrashAfterACrashIsNoDifferent() {
    Map<Path, byte[]> disk =
        Map.of(FILE, ConfigurationXml.write(OLD), TEMPORARY, new byte[] {'<', 'x'});

    assertThat(crashEverywhere(disk, Optional.of(OLD), 2, UnaryOperator.identity()).breaches())
        .isEmpty();
  }

  @Test
  void theProofCatchesASaveThatForgetsToSyncItsFile() {
    assertThat(
            crashEverywhere(diskWithOld(), Optional.of(OLD), 1, FaultyFileLayer::withoutFileSyncs)
                .breaches())
        .isNotEmpty();
  }

  @Test
  void theProofCatchesASaveThatForgetsToSyncTheDirectory() {
    assertThat(
            crashEverywhere(
                    diskWithOld(), Optional.of(OLD), 1, FaultyFileLayer::withoutDirectorySyncs)
                .breaches())
        .isNotEmpty();
  }

  @Test
  void aFullDiskAtAnyOperationKeepsTheOldConfigurationAndLeavesNothingElse() {
    int operations = operationsOfASave();
    for (int at = 0; at < operations; at++) {
      FaultyFileLayer layer = FaultyFileLayer.holding(diskWithOld()).failingAt(at, Fault.NO_SPACE);
      ConfigurationFile file = ConfigurationFile.of(layer, FILE);

      assertThatThrownBy(() -> file.save(Configurations.generation(1)))
          .isInstanceOf(ConfigurationNotSavedException.class)
          .hasMessageContaining("was not saved to '/state/primary.cfg'")
          .hasMessageContaining("No space left on device");

      // Only the sync of the directory comes too late to keep the old one.
      boolean renamed = at == operations - 1;
      assertThat(file.load()).contains(renamed ? Configurations.generation(1) : OLD);
      assertThat(layer.visible()).containsOnlyKeys(FILE);
      assertThat(layer.survivors())
          .extracting(
              image ->
                  readAfterCrash(
                      image, Optional.of(OLD), Optional.of(Configurations.generation(1))))
          .containsOnly("");

      file.save(Configurations.generation(2));
      assertThat(file.load()).contains(Configurations.generation(2));
    }
  }

  private static int operationsOfASave() {
    FaultyFileLayer layer = FaultyFileLayer.holding(diskWithOld());
    ConfigurationFile.of(layer, FILE).save(Configurations.generation(1));
    return layer.operations().size();
  }
}
