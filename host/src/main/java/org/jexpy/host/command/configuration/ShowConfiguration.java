package org.jexpy.host.command.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jexpy.host.command.Command;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.process.GroupLimits;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.StartMode;

/** {@code show configuration}: the lines that would make the processes again. */
public final class ShowConfiguration implements Command {
  private final Supplier<List<ProcessSpec>> processes;
  private final Supplier<GroupLimits> limits;

  /**
   * The command.
   *
   * @param processes the definitions of the processes
   * @param limits what they may use
   */
  public ShowConfiguration(Supplier<List<ProcessSpec>> processes, Supplier<GroupLimits> limits) {
    this.processes = processes;
    this.limits = limits;
  }

  @Override
  public List<String> syntax() {
    return List.of("show configuration {<module>}");
  }

  @Override
  public String summary() {
    return "the commands that would make what there is";
  }

  @Override
  public CompletionStage<Void> run(Invocation call) {
    if (call.find("module").map("epm"::equalsIgnoreCase).orElse(true)) {
      call.out().note("#");
      call.out().note("# Module epm configuration.");
      call.out().note("#");
      GroupLimits limited = limits.get();
      limited.memory().ifPresent(percent -> limit(call, "memory-limit", percent));
      limited.cpu().ifPresent(percent -> limit(call, "cpu-limit", percent));
      processes.get().forEach(spec -> call.out().line(line(spec)));
    }
    return CompletableFuture.completedFuture(null);
  }

  private static void limit(Invocation call, String what, int percent) {
    call.out().line("configure process group other %s %d".formatted(what, percent));
  }

  static String line(ProcessSpec spec) {
    List<String> words = new ArrayList<>();
    words.add("create process " + quoted(spec.name()));
    words.add(spec.program().keyword() + " " + quoted(spec.program().target()));
    if (spec.start() == StartMode.AUTO) {
      words.add("start auto");
    }
    if (!spec.vr().equals(ProcessSpec.DEFAULT_VR)) {
      words.add("vr " + quoted(spec.vr()));
    }
    spec.description().ifPresent(text -> words.add("description " + quoted(text)));
    if (!spec.arguments().isEmpty()) {
      words.add("--");
      spec.arguments().forEach(argument -> words.add(quoted(argument)));
    }
    return String.join(" ", words);
  }

  private static String quoted(String word) {
    if (!word.isEmpty()
        && word.chars().allMatch(c -> c > ' ' && c != '"' && c != '\\' && c != '#')) {
      return word;
    }
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
