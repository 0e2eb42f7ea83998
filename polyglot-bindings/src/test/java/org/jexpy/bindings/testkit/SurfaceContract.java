package org.jexpy.bindings.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestLanguage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs the table of a surface: each case from each language in each isolation. A test class has one
 * method marked {@code @TestFactory} that returns {@link #tests}.
 */
public final class SurfaceContract {
  private final String surface;
  private final List<ContractCase> cases;
  private final Function<Services, List<GuestExtension>> extensions;
  private final Path scratch;

  /**
   * The contract of a surface.
   *
   * @param surface its name, for failure texts
   * @param cases its table, from {@link CaseTable#read}
   * @param extensions what the scripts can import, their services got through the given way; asked
   *     anew for each case, which is a process of its own
   * @param scratch a folder for the scripts
   */
  public SurfaceContract(
      String surface,
      List<ContractCase> cases,
      Function<Services, List<GuestExtension>> extensions,
      Path scratch) {
    this.surface = surface;
    this.cases = List.copyOf(cases);
    this.extensions = extensions;
    this.scratch = scratch;
  }

  /** The tests, grouped by isolation and language. */
  public Stream<DynamicNode> tests() {
    List<DynamicNode> groups = new ArrayList<>();
    for (Isolation isolation : Isolation.values()) {
      if (isolation.missing().isPresent()) {
        groups.add(DynamicTest.dynamicTest(isolation.name(), () -> skip(isolation)));
        continue;
      }
      for (GuestLanguage language : GuestLanguage.values()) {
        groups.add(
            DynamicContainer.dynamicContainer(
                isolation + ", " + language.title(),
                cases.stream()
                    .filter(one -> one.code().containsKey(language))
                    .map(
                        one ->
                            DynamicTest.dynamicTest(
                                one.name(), () -> check(one, language, isolation)))));
      }
    }
    return groups.stream();
  }

  private void skip(Isolation isolation) {
    String reason = surface + ": " + isolation.missing().orElseThrow();
    System.out.println("skipped: " + reason);
    Assumptions.abort(reason);
  }

  private void check(ContractCase one, GuestLanguage language, Isolation isolation)
      throws IOException, InterruptedException, ExecutionException {
    String code = String.valueOf(one.code().get(language));
    ContractRun.Result result;
    try (Services services = new Services(isolation)) {
      result = ContractRun.of(language, code, scratch, extensions.apply(services));
    }
    String what =
        "surface %s, case '%s', %s, isolation %s%n%s%nstatus: %d%nstandard output:%n%sstandard error:%n%s"
            .formatted(
                surface,
                one.name(),
                language.title(),
                isolation,
                code.indent(4),
                result.status(),
                result.out().indent(4),
                result.err().indent(4));
    switch (one.expected().get(language)) {
      case ContractCase.Expected.Output output -> {
        assertThat(result.out().strip()).as(what).isEqualTo(output.text());
        assertThat(result.status()).as(what).isZero();
      }
      case ContractCase.Expected.Failure failure -> {
        assertThat(result.err().lines().map(String::strip)).as(what).contains(failure.error());
        assertThat(result.status()).as(what).isEqualTo(1);
      }
      case null -> throw new IllegalStateException("no expectation for " + language);
    }
  }
}
