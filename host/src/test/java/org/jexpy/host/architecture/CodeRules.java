package org.jexpy.host.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jexpy.bindings.service.RemoteService;
import org.jexpy.bindings.service.ServiceRules;
import org.jspecify.annotations.NullMarked;

/** What code may do, wherever it is (design §3 rules 2 and 3). */
final class CodeRules {
  /** Making one of these, or a subclass, makes threads. */
  private static final Set<String> THREAD_MAKERS =
      Stream.of(
              Thread.class,
              Timer.class,
              ThreadPoolExecutor.class,
              ScheduledThreadPoolExecutor.class,
              ForkJoinPool.class)
          .map(Class::getName)
          .collect(Collectors.toUnmodifiableSet());

  static final ArchRule THREADS_ARE_MADE_IN_ONE_CLASS_PER_MODULE =
      noClasses()
          .that()
          .doNotHaveSimpleName("SandboxThreads")
          .and()
          .doNotHaveSimpleName("BindingsThreads")
          .and()
          .doNotHaveSimpleName("HostThreads")
          .should(
              access(
                  "make threads or executors",
                  "ask SandboxThreads, BindingsThreads or HostThreads",
                  CodeRules::makesThreads))
          .because("all threads are named and owned (design §3.3)");

  static final ArchRule NOBODY_SLEEPS =
      noClasses()
          .should(
              access(
                  "sleep",
                  "wait for the condition, or use a timer",
                  access ->
                      access.getName().equals("sleep")
                          && (access.getTargetOwner().isEquivalentTo(Thread.class)
                              || access.getTargetOwner().isEquivalentTo(TimeUnit.class))));

  /** What belongs to the whole program, and with it to whoever wrote that. */
  private static final Set<String> OF_THE_PROGRAM =
      Set.of(
          "System.exit",
          "System.setIn",
          "System.setOut",
          "System.setErr",
          "System.setProperty",
          "Runtime.exit",
          "Runtime.halt",
          "Runtime.addShutdownHook",
          "Thread.setDefaultUncaughtExceptionHandler",
          "SignalHandlers.of",
          "LastWords.exit");

  static final ArchRule A_CONTAINER_LEAVES_ITS_PROGRAM_ALONE =
      noClasses()
          .that()
          .resideInAPackage("org.jexpy.host..")
          .and()
          .resideOutsideOfPackages(
              "org.jexpy.host.cli..", "org.jexpy.host.launcher..", "org.jexpy.host.setup..")
          .should(
              access(
                  "end the program, or take its signals, streams or properties",
                  "leave it to the commands",
                  access ->
                      OF_THE_PROGRAM.contains(
                          access.getTargetOwner().getSimpleName() + "." + access.getName())))
          .because("a container is a guest in the program that embeds it (docs/embedding.md)");

  static final ArchRule ONLY_COMMANDS_PRINT =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.jexpy.host.cli..", "org.jexpy.host.launcher..", "org.jexpy.host.setup..")
          .should(
              access(
                  "print",
                  "return the text, or log it by System.Logger",
                  access ->
                      (access.getTargetOwner().isEquivalentTo(System.class)
                              && (access.getName().equals("out") || access.getName().equals("err")))
                          || access.getName().equals("printStackTrace")));

  static final ArchRule ONLY_THE_ENGINE_LOG_KNOWS_JAVA_UTIL_LOGGING =
      noClasses()
          .that(
              DescribedPredicate.describe(
                  "are not the engine's log",
                  (JavaClass type) ->
                      !type.getName().startsWith("org.jexpy.sandbox.context.GuestEngine")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .because("the program logs by System.Logger");

  static final ArchRule PACKAGES_ARE_NULL_MARKED =
      classes()
          .should(
              new ArchCondition<JavaClass>("be in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  JavaPackage place = type.getPackage();
                  boolean marked =
                      place
                          .tryGetPackageInfo()
                          .map(info -> info.isAnnotatedWith(NullMarked.class))
                          .orElse(false);
                  events.add(
                      new SimpleConditionEvent(
                          type,
                          marked,
                          "%s: package %s has no package-info with @NullMarked"
                              .formatted(type.getName(), place.getName())));
                }
              });

  static final ArchRule REMOTE_SERVICES_KEEP_THE_SERVICE_RULE =
      classes()
          .that()
          .areAnnotatedWith(RemoteService.class)
          .should(
              new ArchCondition<JavaClass>("keep the service rule (design §3.2)") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  for (String breach : ServiceRules.check(type.reflect())) {
                    events.add(SimpleConditionEvent.violated(type, breach));
                  }
                }
              });

  private CodeRules() {}

  private static boolean makesThreads(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    if (name.equals("<init>")) {
      return THREAD_MAKERS.contains(owner);
    }
    return owner.equals(Executors.class.getName())
        || (owner.equals(Thread.class.getName())
            && (name.startsWith("of") || name.equals("startVirtualThread")))
        || (owner.equals(ForkJoinPool.class.getName()) && name.equals("commonPool"));
  }

  private static ArchCondition<JavaClass> access(
      String what, String instead, DescribedAccess forbidden) {
    return new ArchCondition<>(what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
          if (forbidden.test(access)) {
            events.add(
                SimpleConditionEvent.satisfied(
                    access, "%s; %s".formatted(access.getDescription(), instead)));
          }
        }
      }
    };
  }

  /** Tells forbidden accesses. */
  @FunctionalInterface
  private interface DescribedAccess {
    boolean test(JavaAccess<?> access);
  }
}
