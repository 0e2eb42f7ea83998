package org.jexpy.host.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The commands of the specification (EXOS §4.1), which do nothing but be found. */
final class Samples {
  static final String CREATE_PYTHON =
      "create process <name> python-module <module> {start [auto | on-demand]} {vr <vr-name>}"
          + " {description <text>} {<arg>...9}";
  static final String CREATE_EXECUTABLE =
      "create process <name> executable <exe> {start [auto | on-demand]} {node <node>}"
          + " {vr <vr-name>} {description <text>} {<arg>...9}";
  static final String START = "start process <name:process> {msm <slot>}";
  static final String TERMINATE =
      "terminate process <name:process> [forceful | graceful] {msm <slot>}";
  static final String RESTART = "restart process [class <cname> | <name:process> {msm <slot>}]";
  static final String DELETE = "delete process <name:process>";
  static final String SHOW_PROCESS =
      "show process {<name:process>} {detail} {description} {slot <slotid>}";
  static final String HEARTBEAT = "show heartbeat process {<name:process>}";
  static final String CONFIGURE_GROUP =
      "configure process group other [memory-limit <pct> | cpu-limit <pct>]";
  static final String UNCONFIGURE_GROUP = "unconfigure process group";
  static final String SHOW_GROUP = "show process group {exos | other}";
  static final String CLEAR_GROUP = "clear process group statistics {exos | other}";
  static final String LOG_MESSAGE = "create log message <text>...";
  static final String SHOW_LOG = "show log {process <name:process>} {follow}";

  static final List<String> ALL =
      List.of(
          CREATE_PYTHON,
          CREATE_EXECUTABLE,
          START,
          TERMINATE,
          RESTART,
          DELETE,
          SHOW_PROCESS,
          HEARTBEAT,
          CONFIGURE_GROUP,
          UNCONFIGURE_GROUP,
          SHOW_GROUP,
          CLEAR_GROUP,
          LOG_MESSAGE,
          SHOW_LOG);

  /** Names of processes that exist; some of them are awkward. */
  static final Set<String> PROCESSES = Set.of("greeter", "gritter", "detail", "two words");

  private Samples() {}

  /** A command of one line. */
  static Command command(String syntax, Function<Invocation, CompletionStage<Void>> work) {
    return new Command() {
      @Override
      public List<String> syntax() {
        return List.of(syntax);
      }

      @Override
      public String summary() {
        return "summary of " + Syntax.of(syntax).keywords();
      }

      @Override
      public CompletionStage<Void> run(Invocation call) {
        return work.apply(call);
      }

      @Override
      public String toString() {
        return syntax;
      }
    };
  }

  static CommandRegistry registry() {
    CommandRegistry registry = new CommandRegistry();
    ALL.forEach(
        syntax ->
            registry.register(command(syntax, call -> CompletableFuture.completedFuture(null))));
    return registry.describe("process", "name of a process", () -> PROCESSES);
  }

  static Session session() {
    return Session.text(Asker.of("test"));
  }

  static Invocation parse(String line) {
    return registry().parse(line, Output.of(session(), text -> {}), session()).orElseThrow();
  }

  /** What was understood, in an order of its own: {@code [keywords] name=[words] …}. */
  static String understood(String line, String... names) {
    Invocation call = parse(line);
    List<String> keywords = new ArrayList<>();
    for (String each :
        List.of("auto", "on-demand", "detail", "description", "forceful", "graceful")) {
      if (call.has(each)) {
        keywords.add(each);
      }
    }
    TreeMap<String, List<String>> values = new TreeMap<>();
    for (String name : names) {
      if (!call.words(name).isEmpty()) {
        values.put(name, call.words(name));
      }
    }
    return keywords + " " + values;
  }
}
