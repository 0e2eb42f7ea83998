package org.jexpy.host.command.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jexpy.host.command.Asker;
import org.jexpy.host.command.CommandRegistry;
import org.jexpy.host.command.Output;
import org.jexpy.host.command.Session;
import org.junit.jupiter.api.Test;

class SystemCommandsTest {
  private static final VersionInfo VERSION =
      new VersionInfo(
          "0.1.0+abc", "25.0.1", "quick", "Linux amd64", Instant.parse("2026-11-21T18:00:00Z"));

  private final CommandRegistry registry = new CommandRegistry();

  SystemCommandsTest() {
    registry.register(new Help(registry)).register(new ShowVersion(VERSION));
  }

  @Test
  void showVersionTellsWhatRuns() {
    assertThat(output("sh ver"))
        .isEqualTo(
            """
            jexpy   : 0.1.0+abc
            Java    : 25.0.1
            Profile : quick
            System  : Linux amd64
            Started : 2026-11-21T18:00:00Z
            """);
    assertThat(json("show version"))
        .isEqualTo(
            """
            [{"build":"0.1.0+abc","java":"25.0.1","profile":"quick","system":"Linux amd64",\
            "started":"2026-11-21T18:00:00Z"}]
            """);
  }

  @Test
  void helpListsAllCommands() {
    assertThat(output("help"))
        .startsWith(
            """
            Command       Summary
            ------------------------------------------------------------------------------
            help          lists the commands, or explains those that begin with some words
            show version  what runs here, and since when
            """);
  }

  @Test
  void helpExplainsTheCommandsThatBeginWithSomeWords() {
    assertThat(output("help sh"))
        .isEqualTo(
            """
            Syntax  : show version
            Summary : what runs here, and since when
            """);
  }

  @Test
  void helpOfNothingKnownSaysSo() {
    assertThat(output("help show nothing"))
        .isEqualTo("Error: no command begins with 'show nothing'; 'help' lists all of them\n");
  }

  private String output(String line) {
    return output(line, Session.text(Asker.of("test")));
  }

  private String json(String line) {
    return output(line, Session.json(Asker.of("test")));
  }

  private String output(String line, Session session) {
    StringBuilder text = new StringBuilder();
    registry.execute(line, Output.of(session, text::append), session).exceptionally(e -> null);
    return text.toString();
  }
}
