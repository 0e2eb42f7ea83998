package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jexpy.host.cli.RunArguments.Kind;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.permission.Permission;
import org.junit.jupiter.api.Test;

class RunArgumentsParserTest {
  @Test
  void everythingBehindTheScriptIsTheScriptsOwn() throws Exception {
    RunArguments arguments = parse("--path", "lib", "s.py", "-A", "--help", "--lang=js", "-");
    assertThat(arguments.kind()).isEqualTo(Kind.FILE);
    assertThat(arguments.target()).isEqualTo("s.py");
    assertThat(arguments.arguments()).containsExactly("-A", "--help", "--lang=js", "-");
    assertThat(arguments.help()).isFalse();
    assertThat(arguments.language()).isEmpty();
    assertThat(arguments.modulePaths()).containsExactly(Path.of("lib"));
    assertThat(arguments.permissions().allows(Permission.READ, "/etc/passwd")).isFalse();
  }

  @Test
  void codeModuleAndStandardInputEndTheFlagsToo() throws Exception {
    assertThat(parse("-c", "print()", "-A").arguments()).containsExactly("-A");
    assertThat(parse("-cprint()").target()).isEqualTo("print()");
    assertThat(parse("-m", "json.tool", "-h").target()).isEqualTo("json.tool");
    assertThat(parse("-", "-h").kind()).isEqualTo(Kind.STANDARD_INPUT);
    assertThat(parse("--", "-odd.py").target()).isEqualTo("-odd.py");
  }

  @Test
  void grantsAndDenialsAreRead() throws Exception {
    var permissions =
        parse("--allow-env=HOME,PATH", "--allow-run", "--deny-run=rm", "-").permissions();
    assertThat(permissions.allows(Permission.ENV, "HOME")).isTrue();
    assertThat(permissions.allows(Permission.ENV, "SECRET")).isFalse();
    assertThat(permissions.allowsSome(Permission.RUN)).isTrue();
    assertThat(permissions.allows(Permission.THREADS, "threads")).isTrue();
    assertThat(parse("-A", "-").permissions().allows(Permission.READ, "/etc/passwd")).isTrue();
  }

  @Test
  void theLanguageMayBeGiven() throws Exception {
    assertThat(parse("--lang", "js", "-").language()).isEqualTo(Optional.of(GuestLanguage.JS));
    assertThatThrownBy(() -> parse("--lang=ruby", "-"))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll("ruby", "python and js");
  }

  @Test
  void anUnknownFlagNamesTheNearestValidOne() {
    assertThatThrownBy(() -> parse("--alow-read", "s.py"))
        .isInstanceOf(UsageException.class)
        .hasMessage("unknown flag '--alow-read'; did you mean '--allow-read'?");
    assertThatThrownBy(() -> parse("--deny-enw=X", "s.py"))
        .hasMessageContaining("did you mean '--deny-env'?");
    assertThatThrownBy(() -> parse("--completely-different", "s.py"))
        .hasMessageContaining("behind its name");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(this::parse).hasMessageContaining("what shall be run?");
    assertThatThrownBy(() -> parse("--path")).hasMessage("flag '--path' needs a value");
    assertThatThrownBy(() -> parse("-m")).hasMessage("flag '-m' needs a MODULE");
    assertThatThrownBy(() -> parse("--allow-threads=4", "s.py"))
        .hasMessageContaining("takes no values");
  }

  @Test
  void theHelpTextHasAllFlags() throws Exception {
    try (var in = RunCommand.class.getResourceAsStream("run-help.txt")) {
      assertThat(in).isNotNull();
      String help = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(RunArgumentsParser.flagNames())
          .allSatisfy(flag -> assertThat(help).contains(flag));
    }
  }

  private RunArguments parse(String... words) throws UsageException {
    return RunArgumentsParser.parse(List.of(words));
  }
}
