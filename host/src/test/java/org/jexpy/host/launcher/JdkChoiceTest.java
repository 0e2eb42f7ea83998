package org.jexpy.host.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jexpy.host.launcher.FakeMachine.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkChoiceTest {
  @TempDir Path directory;
  FakeMachine machine;
  Path jexpy;

  @BeforeEach
  void layOut() throws Exception {
    machine = new FakeMachine(directory);
    jexpy = machine.distribution("dist");
  }

  @Test
  void findsTheJdkInTheUsualPlacesWhenTheDefaultIsOlder() throws Exception {
    machine.jdk("a-17", "17.0.1");
    Path wanted = machine.jdk("b-25", "25.0.3");
    machine.environment.put("JAVA_HOME", directory.resolve("jvm/a-17").toString());

    assertThat(machine.run(jexpy, "version").java()).isEqualTo(wanted + "/bin/java");
  }

  @Test
  void prefersJexpyJavaHomeOverJavaHomeOverThePath() throws Exception {
    Path first = machine.jdk("first", "25.0.1");
    Path second = machine.jdk("second", "25.0.2");
    Path third = machine.jdk("third", "25");
    machine.environment.put("JEXPY_JDK_PLACES", "");
    machine.environment.put("PATH", third + "/bin:/usr/bin:/bin");
    assertThat(machine.run(jexpy, "version").java()).isEqualTo(third + "/bin/java");
    machine.environment.put("JAVA_HOME", second.toString());
    assertThat(machine.run(jexpy, "version").java()).isEqualTo(second + "/bin/java");
    machine.environment.put("JEXPY_JAVA_HOME", first.toString());
    assertThat(machine.run(jexpy, "version").java()).isEqualTo(first + "/bin/java");
  }

  @Test
  void saysInOneLineWhatToInstallWhenThereIsNoJdk25() throws Exception {
    machine.jdk("old", "17.0.1");

    Outcome outcome = machine.run(jexpy, "run", "x.py");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).contains("17.0.1", "install", "JEXPY_JAVA_HOME", "JAVA_HOME");
  }

  @Test
  void neverReplacesAnUnfitJexpyJavaHomeSilently() throws Exception {
    machine.jdk("good", "25.0.3");
    machine.environment.put("JEXPY_JAVA_HOME", machine.jdk("old", "21.0.1").toString());
    Outcome old = machine.run(jexpy, "version");
    assertThat(old.status()).isEqualTo(1);
    assertThat(old.err()).contains("JEXPY_JAVA_HOME", "21.0.1").doesNotContain("\n\n");

    machine.environment.put("JEXPY_JAVA_HOME", "/nowhere");
    assertThat(machine.run(jexpy, "version").err()).contains("/nowhere", "holds no JDK");
  }

  @Test
  void usesANewerJdkForTheInterpreterAndSaysSoInOneLineOnlyWithScripts() throws Exception {
    Path newer = machine.jdk("newer", "26.0.1");
    machine.environment.put("JEXPY_AOT", "off");

    Outcome script = machine.run(jexpy, "run", "--profile", "jit", "x.py");

    assertThat(script.java()).isEqualTo(newer + "/bin/java");
    assertThat(script.err().lines()).singleElement().asString().contains("26.0.1", "interpreter");
    assertThat(script.javaArguments()).doesNotContain("-XX:+EnableJVMCI");
    assertThat(machine.run(jexpy, "version").err()).isEmpty();
  }

  @Test
  void prefersTheJdk25OverANewerOneThatComesFirst() throws Exception {
    machine.environment.put("JAVA_HOME", machine.jdk("a-26", "26").toString());
    Path wanted = machine.jdk("b-25", "25.0.3");

    assertThat(machine.run(jexpy, "version").java()).isEqualTo(wanted + "/bin/java");
  }

  @Test
  void ignoresFoldersThatOnlyLookLikeAJdk() throws Exception {
    Files.createDirectories(directory.resolve("jvm/broken/bin"));
    Files.writeString(directory.resolve("jvm/broken/release"), "JAVA_VERSION=\"25.0.3\"\n");
    Path wanted = machine.jdk("good", "25.0.3");

    assertThat(machine.run(jexpy, "version").java()).isEqualTo(wanted + "/bin/java");
  }
}
