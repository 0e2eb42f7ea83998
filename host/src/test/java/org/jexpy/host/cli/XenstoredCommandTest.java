package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jexpy.host.process.XenStoreSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The flags of the server as a program; {@link XenstoredPeersTest} runs it. */
@Timeout(180)
final class XenstoredCommandTest {
  @TempDir Path folder;

  @Test
  void flagsSayWhereToListenAndWhichDomainsThereAre() throws Exception {
    var options =
        XenstoredCommand.parse(
            List.of(
                "--socket", "/a", "--store=file:/d,sync=disk", "--domain=5", "--domain", "6=/s"),
            Map.of());

    assertThat(options)
        .isEqualTo(
            new XenstoredCommand.Options(
                Path.of("/a"),
                XenStoreSpec.files(Path.of("/d")).withSync(),
                Set.of(5, 6),
                Map.of(Path.of("/s"), 6)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "memory # false # '' # false",
        "file # true # '' # false",
        "file,sync=disk # true # '' # true",
        "file:/a # true # /a # false",
        "file:/a,sync=process # true # /a # false"
      })
  void aStoreIsInMemoryOrInFiles(String text, boolean kept, String at, boolean synced)
      throws Exception {
    XenStoreSpec expected =
        new XenStoreSpec(
            kept, Optional.of(at).filter(name -> !name.isEmpty()).map(Path::of), synced);

    assertThat(XenStoreFlag.inState(text)).isEqualTo(expected);
    if (!kept || !at.isEmpty()) {
      assertThat(XenStoreFlag.alone("--store", text)).isEqualTo(expected);
    } else {
      assertThatThrownBy(() -> XenStoreFlag.alone("--store", text))
          .hasMessageStartingWith("--store is '%s' (expected memory, file:DIR".formatted(text));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"disk", "file:", "file:/a,sync=often", "memory,sync=disk", ""})
  void whatIsNoStoreIsRefusedWithWhatIsOne(String text) {
    assertThatThrownBy(() -> XenStoreFlag.inState(text))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--xenstore is '%s' (expected memory, or file, file:DIR, the latter two also with ,sync=process or ,sync=disk behind)",
            text);
  }

  @ParameterizedTest
  @CsvSource({"'', '', /var/run/xenstored/socket", "'', /dir, /dir/socket", "/path, /dir, /path"})
  void withoutFlagItListensWhereClientsLook(String path, String folderName, Path expected)
      throws Exception {
    var environment =
        folderName.isEmpty()
            ? Map.of("XENSTORED_PATH", path)
            : Map.of("XENSTORED_PATH", path, "XENSTORED_RUNDIR", folderName);

    assertThat(XenstoredCommand.parse(List.of(), environment).socket()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "--soket x # unknown '--soket'; did you mean '--socket'?",
        "x # unknown 'x'; valid are --socket, --store, --domain",
        "--domain 0 # --domain is '0' (expected a number from 1 to 32751, with or without =PATH)",
        "--domain=x=/a # --domain is 'x' (expected a number from 1 to 32751, with or without =PATH)",
        "--store disk # --store is 'disk' (expected memory, file:DIR, file:DIR,sync=process or file:DIR,sync=disk)",
        "--socket /r/x --domain 5=/r/../r/x # socket '/r/x' is named twice (expected a path of its own for each socket, as it says whose a connection is)",
        "--socket y --domain 5=x --domain 6=./x # socket './x' is named twice (expected a path of its own for each socket, as it says whose a connection is)",
        "--socket y --domain 5=x --domain 6=x # socket 'x' is named twice (expected a path of its own for each socket, as it says whose a connection is)",
        "--socket # flag '--socket' needs a value"
      })
  void wrongWordsAreNamed(String words, String message) {
    assertThatThrownBy(() -> XenstoredCommand.parse(Arrays.asList(words.split(" ", -1)), Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessage("xenstored: " + message);
  }

  @Test
  void aSocketThatCannotBeMadeIsSaid() throws Exception {
    try (RunProcess server =
        RunProcess.startCommand(folder, "xenstored", "", "--socket", "none/socket")) {
      RunProcess.Result result = server.result();
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.err())
          .endsWith(
              "jexpy: xenstored: cannot listen on 'none/socket': there is no folder 'none'\n");
    }
  }
}
