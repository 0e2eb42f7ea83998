package org.jexpy.bindings.execnet.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jexpy.bindings.testkit.CaseTable;
import org.jexpy.bindings.testkit.ContractCase;
import org.jexpy.bindings.testkit.MissingPeer;
import org.jexpy.bindings.testkit.SurfaceContract;
import org.jexpy.sandbox.GuestLanguage;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The {@code execnet} of guests, and the genuine one, with workers in CPython. */
final class ExecnetContractTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final long LIMIT_SECONDS = 120;

  @TempDir Path scratch;

  @TestFactory
  Stream<DynamicNode> ours() throws Exception {
    assumePython("no worker", "import sys");
    return new SurfaceContract(
            "execnet",
            CaseTable.read(ExecnetContractTest.class, "execnet.cases"),
            services -> List.of(new ExecnetExtension()),
            scratch)
        .tests()
        .limit(GuestLanguage.values().length); // no service is between: one isolation tells all
  }

  @TestFactory
  Stream<DynamicNode> genuine() throws Exception {
    assumePython("no genuine execnet (install python3-execnet)", "import execnet");
    return CaseTable.read(ExecnetContractTest.class, "execnet.cases", "execnet 1.9").stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> checkGenuine(one)));
  }

  private void checkGenuine(ContractCase one) throws IOException, InterruptedException {
    Path out = scratch.resolve("out");
    Path script = scratch.resolve("case.py");
    Files.writeString(script, String.valueOf(one.code().get(GuestLanguage.PYTHON)));
    int status = run(out, "case.py");
    assertThat(Files.readString(out).strip())
        .as(one.name())
        .isEqualTo(
            one.expected().get(GuestLanguage.PYTHON) instanceof ContractCase.Expected.Output output
                ? output.text()
                : "");
    assertThat(status).isZero();
  }

  private int run(Path out, String... words) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(PYTHON), Stream.of(words)).toList())
            .directory(scratch.toFile())
            .redirectOutput(out.toFile())
            .redirectError(Redirect.DISCARD);
    builder.environment().merge("PATH", "/usr/bin", (path, first) -> first + ":" + path);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private void assumePython(String otherwise, String code) throws Exception {
    try {
      if (run(scratch.resolve("out"), "-c", code) == 0) {
        return;
      }
    } catch (IOException e) {
      // There is no Python at all.
    }
    MissingPeer.report("%s: '%s -c \"%s\"' fails".formatted(otherwise, PYTHON, code));
  }
}
