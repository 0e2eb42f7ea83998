package org.jexpy.host.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the whole product against the rules, and the rules against samples that break them. */
final class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // What tests share is a jar when there is one.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.jexpy");

  /** Each rule with the samples that break it: a class, or a package with all of its classes. */
  private static final Map<String, Rule> RULES = rules();

  /**
   * A rule and what breaks it.
   *
   * @param rule the rule
   * @param samples groups of classes, each of which breaks the rule
   */
  private record Rule(ArchRule rule, List<List<String>> samples) {
    Rule(ArchRule rule, String... samples) {
      this(rule, Stream.of(samples).map(List::of).toList());
    }
  }

  private static Map<String, Rule> rules() {
    String bindings = "org.jexpy.bindings.sample.";
    String host = "org.jexpy.host.sample.";
    Map<String, Rule> rules = new LinkedHashMap<>();
    rules.put(
        "the sandbox knows neither bindings nor host",
        new Rule(
            ModuleRules.SANDBOX_KNOWS_NEITHER_BINDINGS_NOR_HOST,
            "org.jexpy.sandbox.sample.KnowsBindings",
            "org.jexpy.sandbox.sample.KnowsHost"));
    rules.put(
        "bindings do not know the host",
        new Rule(ModuleRules.BINDINGS_DO_NOT_KNOW_THE_HOST, bindings + "core.KnowsHost"));
    rules.put(
        "only the sandbox builds contexts",
        new Rule(
            ModuleRules.ONLY_THE_SANDBOX_BUILDS_CONTEXTS,
            bindings + "guest.BuildsEngine",
            bindings + "guest.BuildsContext",
            bindings + "guest.EvaluatesSource"));
    rules.put(
        "one class builds contexts",
        new Rule(ModuleRules.ONE_CLASS_BUILDS_CONTEXTS, bindings + "guest.BuildsContext"));
    rules.put(
        "one class builds engines",
        new Rule(ModuleRules.ONE_CLASS_BUILDS_ENGINES, bindings + "guest.BuildsEngine"));
    rules.put(
        "cores and services know no GraalVM",
        new Rule(
            ModuleRules.CORES_AND_SERVICES_KNOW_NO_GRAALVM,
            List.of(
                List.of(bindings + "core.KnowsGraal"),
                // The second may, the first must not, know GraalVM.
                List.of(
                    bindings + "core.KnowsGraalThroughAnother", bindings + "guest.BuildsEngine"))));
    rules.put(
        "only guest packages of bindings know GraalVM",
        new Rule(
            ModuleRules.ONLY_GUEST_PACKAGES_OF_BINDINGS_KNOW_GRAALVM,
            bindings + "core.KnowsGraal"));
    rules.put(
        "the host knows no GraalVM",
        new Rule(ModuleRules.THE_HOST_KNOWS_NO_GRAALVM, host + "KnowsGraal"));
    rules.put(
        "XenStore knows no sandbox",
        new Rule(
            ModuleRules.XENSTORE_KNOWS_NO_SANDBOX,
            "org.jexpy.bindings.xenstore.core.sample.KnowsSandbox"));
    rules.put(
        "execnet knows neither GraalVM nor sandbox",
        new Rule(
            ModuleRules.EXECNET_KNOWS_NEITHER_GRAALVM_NOR_SANDBOX,
            "org.jexpy.bindings.execnet.sample.KnowsSandbox"));
    rules.put(
        "Netty has its places",
        new Rule(ModuleRules.NETTY_HAS_ITS_PLACES, bindings + "core.KnowsNetty"));
    rules.put(
        "no package cycles",
        new Rule(
            ModuleRules.NO_PACKAGE_CYCLES,
            List.of(List.of(host + "cycle.one.One", host + "cycle.two.Two"))));
    rules.put(
        "threads are made in one class per module",
        new Rule(
            CodeRules.THREADS_ARE_MADE_IN_ONE_CLASS_PER_MODULE,
            host + "MakesThread",
            host + "MakesExecutor",
            host + "BuildsThread",
            host + "IsThread"));
    rules.put("nobody sleeps", new Rule(CodeRules.NOBODY_SLEEPS, host + "Sleeps"));
    rules.put(
        "a container leaves its program alone",
        new Rule(CodeRules.A_CONTAINER_LEAVES_ITS_PROGRAM_ALONE, host + "EndsProgram"));
    rules.put(
        "only commands print",
        new Rule(CodeRules.ONLY_COMMANDS_PRINT, host + "Prints", host + "PrintsStackTrace"));
    rules.put(
        "only the engine log knows java.util.logging",
        new Rule(
            CodeRules.ONLY_THE_ENGINE_LOG_KNOWS_JAVA_UTIL_LOGGING, host + "LogsByJavaUtilLogging"));
    rules.put(
        "packages are @NullMarked",
        new Rule(CodeRules.PACKAGES_ARE_NULL_MARKED, host + "unmarked.Unmarked"));
    rules.put(
        "remote services keep the service rule",
        new Rule(CodeRules.REMOTE_SERVICES_KEEP_THE_SERVICE_RULE, host + "NoService"));
    return rules;
  }

  @Test
  void theWholeProductIsRead() {
    assertThat(PRODUCT.contain("org.jexpy.sandbox.ScriptRunner")).isTrue();
    assertThat(PRODUCT.contain("org.jexpy.bindings.service.ServiceCodec")).isTrue();
    assertThat(PRODUCT.contain("org.jexpy.host.launcher.Main")).isTrue();
    assertThat(PRODUCT.contain("org.jexpy.host.sample.Sleeps")).isFalse();
  }

  @TestFactory
  Stream<DynamicTest> theProductKeepsEachRule() {
    return RULES.entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> entry.getValue().rule().check(PRODUCT)));
  }

  @TestFactory
  Stream<DynamicTest> eachRuleCatchesItsSamples() {
    return RULES.entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> assertCaught(entry.getValue())));
  }

  private static void assertCaught(Rule rule) throws ClassNotFoundException {
    for (List<String> sample : rule.samples()) {
      assertViolated(rule.rule(), sample);
    }
  }

  private static void assertViolated(ArchRule rule, List<String> samples)
      throws ClassNotFoundException {
    List<Class<?>> types = new ArrayList<>();
    for (String sample : samples) {
      types.add(Class.forName(sample, false, ArchitectureTest.class.getClassLoader()));
    }
    JavaClasses classes = new ClassFileImporter().importClasses(types);
    assertThat(rule.allowEmptyShould(true).evaluate(classes).hasViolation())
        .as("%s breaks the rule", samples)
        .isTrue();
  }
}
