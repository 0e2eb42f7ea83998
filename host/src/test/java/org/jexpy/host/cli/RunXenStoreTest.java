package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jexpy run --xenstore}: nothing is installed, and a script for pyxs runs. */
@Timeout(300)
final class RunXenStoreTest {
  @TempDir Path folder;

  @Test
  void aScriptHasAStoreThatStaysInItsFolder() throws Exception {
    String flag = "--xenstore=file:" + folder.resolve("kept");
    String code =
        """
        import os, pyxs
        with pyxs.Client() as client:
            print(client.read(b"/count") if client.exists(b"/count") else None)
            client.write(b"/count", b"1")
        print(os.environ["XENSTORED_PATH"])
        """;
    RunProcess.Result first = RunProcess.run(folder, flag, "-c", code);

    assertThat(first.err().lines()).allMatch(line -> line.startsWith("SLF4J"));
    assertThat(first.out()).startsWith("None\n").endsWith("/xenstore.sock\n");
    assertThat(Path.of(first.out().lines().toList().getLast())).doesNotExist();
    assertThat(Path.of(first.out().lines().toList().getLast()).getParent()).doesNotExist();
    RunProcess.Result second =
        RunProcess.run(
            folder,
            "--xenstore",
            "file:" + folder.resolve("kept"),
            "-c",
            """
            import pyxs
            with pyxs.Client() as client:
                print(client.read(b"/count"))
            """);
    assertThat(second.out()).isEqualTo("b'1'\n");
  }

  @Test
  void aStoreThatCannotBeOpenedRefusesTheRun() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    RunProcess.Result result =
        RunProcess.run(folder, "--xenstore", "file:" + file, "-c", "print(1)");

    assertThat(result.err())
        .endsWith(
            "jexpy: --xenstore: the XenStore cannot be started: '%s' is no directory, so that no store can be kept in it; name another place\n"
                .formatted(file));
    assertThat(result.out()).isEmpty();
    assertThat(result.status()).isEqualTo(2);
    assertThat(RunProcess.run(folder, "--xenstore", "file", "-c", "print(1)").err())
        .endsWith(
            "jexpy: --xenstore is 'file' (expected memory, file:DIR, file:DIR,sync=process or file:DIR,sync=disk)\n");
  }
}
