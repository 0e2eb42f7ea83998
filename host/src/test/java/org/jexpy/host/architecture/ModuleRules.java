package org.jexpy.host.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;

/** Who may know whom (design §3 rules 1 and 2). */
final class ModuleRules {
  private static final String[] GRAALVM = {
    "org.graalvm..", "com.oracle.truffle..", "com.oracle.js.."
  };

  private static final Set<String> BUILDERS =
      Set.of("create", "newBuilder", "eval", "parse", "build", "buildLiteral");

  /**
   * The classes that put everything together. They know all packages, while the types beside them
   * are known to all; so they count as packages of their own.
   */
  private static final Set<String> DOORS =
      Set.of(
          "org.jexpy.sandbox.ScriptRunner",
          "org.jexpy.host.launcher.Main",
          "org.jexpy.host.launcher.Training");

  static final ArchRule SANDBOX_KNOWS_NEITHER_BINDINGS_NOR_HOST =
      noClasses()
          .that()
          .resideInAPackage("org.jexpy.sandbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jexpy.bindings..", "org.jexpy.host..")
          .because("modules depend on each other in one direction (design §3)");

  static final ArchRule BINDINGS_DO_NOT_KNOW_THE_HOST =
      noClasses()
          .that()
          .resideInAPackage("org.jexpy.bindings..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jexpy.host..")
          .because(
              "a surface declares the service it needs and the host supplies it (design §3.2)");

  static final ArchRule ONLY_THE_SANDBOX_BUILDS_CONTEXTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.jexpy.sandbox..")
          .should()
          .callMethodWhere(buildsOrEvaluates("Engine", "Context", "Source"))
          .because(
              "only the sandbox builds engines and contexts or evaluates source (design §3.1)");

  static final ArchRule ONE_CLASS_BUILDS_CONTEXTS =
      noClasses()
          .that()
          .doNotHaveSimpleName("ContextFactory")
          .should()
          .callMethodWhere(named("newBuilder", "create").and(on("Context")))
          .because("every context has the same policy behind it");

  static final ArchRule ONE_CLASS_BUILDS_ENGINES =
      noClasses()
          .that()
          .doNotHaveSimpleName("GuestEngine")
          .should()
          .callMethodWhere(named("newBuilder", "create").and(on("Engine")))
          .because("all contexts of a program share an engine");

  static final ArchRule CORES_AND_SERVICES_KNOW_NO_GRAALVM =
      noClasses()
          .that()
          .resideInAnyPackage("org.jexpy.bindings..core..", "org.jexpy.bindings..service..")
          .should()
          .transitivelyDependOnClassesThat()
          .resideInAnyPackage(GRAALVM)
          .because("a program that wants a client only gets no GraalVM jar (design §3.1)");

  static final ArchRule ONLY_GUEST_PACKAGES_OF_BINDINGS_KNOW_GRAALVM =
      noClasses()
          .that()
          .resideInAPackage("org.jexpy.bindings..")
          .and()
          .resideOutsideOfPackage("org.jexpy.bindings..guest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(GRAALVM)
          .because("protocol, state and errors live in Java once (design §3.1)");

  static final ArchRule THE_HOST_KNOWS_NO_GRAALVM =
      noClasses()
          .that()
          .resideInAPackage("org.jexpy.host..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(GRAALVM)
          .because("the host deals with plain data and the doors of the sandbox (design §3.1)");

  static final ArchRule XENSTORE_KNOWS_NO_SANDBOX =
      noClasses()
          .that()
          .resideInAPackage("org.jexpy.bindings.xenstore.core..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jexpy.sandbox..")
          .because("client and server run without scripts, from the jars of bindings and Netty");

  static final ArchRule EXECNET_KNOWS_NEITHER_GRAALVM_NOR_SANDBOX =
      noClasses()
          .that()
          .resideInAPackage("org.jexpy.bindings.execnet..")
          .and()
          .resideOutsideOfPackage("org.jexpy.bindings.execnet.guest..")
          .should()
          .transitivelyDependOnClassesThat(
              resideInAnyPackage(GRAALVM).or(resideInAnyPackage("org.jexpy.sandbox..")))
          .because("Java programs have gateways without scripts of their own, from one jar");

  static final ArchRule NETTY_HAS_ITS_PLACES =
      noClasses()
          .that()
          .resideInAPackage("org.jexpy..")
          .and()
          .resideOutsideOfPackages(
              "org.jexpy.host.loop..",
              "org.jexpy.host.control..",
              "org.jexpy.bindings.xenstore.core.server..")
          .and()
          .doNotHaveFullyQualifiedName("org.jexpy.host.container.Container")
          .and(not(nameStartingWith("org.jexpy.host.container.Container$")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..")
          .because("who has no channels needs no loop of Netty's, and can be tested without");

  static final ArchRule NO_PACKAGE_CYCLES =
      slices()
          .assignedFrom(
              new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                  String name = type.getPackageName();
                  if (!name.startsWith("org.jexpy.")) {
                    return SliceIdentifier.ignore();
                  }
                  String outer = type.getName().replaceAll("\\$.*", "");
                  boolean door = DOORS.contains(outer);
                  return SliceIdentifier.of(door ? outer : name);
                }

                @Override
                public String getDescription() {
                  return "packages";
                }
              })
          .should()
          .beFreeOfCycles();

  private ModuleRules() {}

  private static DescribedPredicate<JavaMethodCall> buildsOrEvaluates(String... types) {
    return named(BUILDERS.toArray(String[]::new)).and(on(types));
  }

  private static DescribedPredicate<JavaMethodCall> named(String... names) {
    return DescribedPredicate.describe(
        "a call of " + String.join(", ", names),
        call -> Set.of(names).contains(call.getTarget().getName()));
  }

  /** Calls on polyglot classes, or on their builders. */
  private static DescribedPredicate<JavaMethodCall> on(String... types) {
    DescribedPredicate<JavaClass> polyglot = resideInAnyPackage("org.graalvm.polyglot");
    DescribedPredicate<JavaClass> one = DescribedPredicate.alwaysFalse();
    for (String type : types) {
      one = one.or(nameStartingWith("org.graalvm.polyglot." + type).forSubtype());
    }
    DescribedPredicate<JavaClass> owned = polyglot.and(one);
    return DescribedPredicate.describe(
        "on " + String.join(", ", types), call -> owned.test(call.getTarget().getOwner()));
  }
}
