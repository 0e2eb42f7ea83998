package org.jexpy.host.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jexpy.host.process.ProcessException;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who names a script may be a process, which reads by it what it may read, and no more. */
final class ScriptFileTest {
  @TempDir Path folder;
  private Path modules;

  @BeforeEach
  void files() throws IOException {
    modules = Files.createDirectories(folder.resolve("real/cfg"));
    Files.writeString(modules.resolve("tool.py"), "");
    Files.writeString(modules.resolve("token.txt"), "secret");
    Files.writeString(folder.resolve("outside"), "secret");
    Files.writeString(folder.resolve("outside.py"), "");
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(modules.resolve(name), target);
  }

  private ScriptFile find(String name) {
    return ScriptFile.find(
        modules,
        name,
        PermissionSet.all()
            .deny(Permission.READ, List.of(modules.resolve("token.txt").toString())));
  }

  private void assertMissing(String name) {
    assertThatThrownBy(() -> find(name))
        .as(name)
        .isInstanceOf(ProcessException.class)
        .hasMessageStartingWith("there is no script '%s' in the module folder".formatted(name));
  }

  @Test
  void linksThatStayInTheFolderAreFollowedAndSoIsTheFolderItself() throws IOException {
    link("alias.py", Path.of("tool.py"));
    assertThat(find("alias").path()).isEqualTo(modules.resolve("alias.py"));
    Path named = Files.createSymbolicLink(folder.resolve("named"), modules);
    assertThat(ScriptFile.find(named, "tool", PermissionSet.none()).name()).isEqualTo("tool.py");
  }

  @Test
  void whatALinkLeadsToOutsideIsNoScript() throws IOException {
    link("commands.xsf", folder.resolve("outside"));
    link("code.py", folder.resolve("outside.py"));
    link("up", folder);
    for (String name : List.of("commands", "commands.xsf", "code", "up/outside", "up/outside.py")) {
      assertMissing(name);
    }
  }

  @Test
  void whatScriptsAreDeniedToReadIsNoScriptUnderAnyName() throws IOException {
    link("harmless.xsf", Path.of("token.txt"));
    assertMissing("token.txt");
    assertMissing("harmless");
    assertThat(ScriptFile.find(modules, "token.txt", PermissionSet.none()).lines())
        .containsExactly("secret");
  }

  @Test
  void aModuleThatLeadsOutsideIsMissing() throws IOException {
    Files.writeString(folder.resolve("outside.mjs"), "");
    link("away.mjs", folder.resolve("outside.mjs"));
    assertThat(ModuleFiles.find(modules, "away", ".mjs")).isEmpty();
    assertThat(ModuleFiles.isInside(modules, modules.resolve("away.mjs"))).isFalse();
    assertThat(ModuleFiles.isInside(modules, modules.resolve("not-yet.mjs"))).isTrue();
    assertThat(ModuleFiles.isInside(modules, modules.resolve("../../outside.mjs"))).isFalse();
  }
}
