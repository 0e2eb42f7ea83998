package org.jexpy.host.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jexpy.bindings.xenstore.core.client.XenStoreClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code jexpy serve --xenstore} as a program. */
@Timeout(240)
final class ServeXenStoreTest {
  @TempDir Path folder;

  @Test
  void itServesAStoreUntilItIsAskedToEndAndKeepsIt() throws Exception {
    Path socket = folder.resolve("state/xenstore.sock");
    for (String expected : new String[] {"", "kept"}) {
      try (RunProcess serving =
          RunProcess.startCommand(
              folder, "serve", "", "--state", "state", "--xenstore", "file,sync=disk")) {
        serving.awaitOutput("serving");
        try (XenStoreClient client = XenStoreClient.connect(socket)) {
          assertThat(client.find("/value").orElse(new byte[0]))
              .asString(US_ASCII)
              .isEqualTo(expected);
          client.write("/value", "kept".getBytes(US_ASCII));
        }
        serving.signal("TERM");
        assertThat(serving.result().status()).isZero();
      }
      assertThat(socket).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve|--state=state --xenstore=file:there|the XenStore cannot be started: 'there' is no directory",
        "serve|--state=state --xenstore=file:there/below|the XenStore cannot be started: the store cannot be kept in 'there/below' ('",
        "xenstored|--socket=s --store=file:there|xenstored: 'there' is no directory, so that no store can be kept in it",
        "xenstored|--socket=s --store=file:there/below|xenstored: the store cannot be kept in 'there/below' ('"
      })
  void aStoreThatCannotBeOpenedRefusesTheStart(String command, String flags, String text)
      throws Exception {
    Files.createFile(folder.resolve("there"));

    try (RunProcess serving = RunProcess.startCommand(folder, command, "", flags.split(" "))) {
      RunProcess.Result result = serving.result();
      assertThat(result.err()).contains("jexpy: " + text).endsWith("; name another place\n");
      assertThat(result.out()).isEmpty();
      assertThat(result.status()).isEqualTo(1);
    }
    assertThat(folder.resolve("s")).doesNotExist();
  }

  @Test
  void aValueThatIsNoStoreIsToldWithWhatIsOne() throws Exception {
    try (RunProcess serving = RunProcess.startCommand(folder, "serve", "", "--xenstore", "disk")) {
      assertThat(serving.result().err())
          .endsWith(
              "jexpy: --xenstore is 'disk' (expected memory, or file, file:DIR, the latter two also with ,sync=process or ,sync=disk behind)\n");
      assertThat(serving.result().status()).isEqualTo(2);
    }
  }
}
