package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherFlagsTest {
  @Test
  void theLaunchersScriptKnowsWhichFlagsTakeValues() throws Exception {
    String line =
        Files.readAllLines(Path.of("src/main/dist/lib/sh/options.sh")).stream()
            .filter(each -> each.startsWith("flags_with_value="))
            .findFirst()
            .orElseThrow();
    String words = line.substring(line.indexOf('\'') + 1, line.lastIndexOf('\''));

    List<String> expected = new ArrayList<>(RunArgumentsParser.VALUE_FLAGS);
    expected.addAll(ContainerFlags.VALUE_FLAGS);
    assertThat(List.of(words.split(" "))).containsExactlyElementsOf(expected);
  }
}
