package org.jexpy.host.setup;

import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.stream.Stream;

/**
 * The modules of the private run-time image: what GraalVM's languages and the compiler need, what
 * scripts reach through Java interoperability, and what diagnoses a running JVM. Left out: the
 * JDK's development tools.
 */
final class ImageModules {
  /** The guest compiler's modules, which come from the distribution and not from the JDK. */
  static final List<String> COMPILER =
      List.of("jdk.graal.compiler", "org.graalvm.truffle.compiler");

  private static final List<String> FROM_JDK =
      List.of(
          "java.base",
          "java.compiler",
          "java.datatransfer",
          "java.desktop",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.management.rmi",
          "java.naming",
          "java.net.http",
          "java.prefs",
          "java.rmi",
          "java.scripting",
          "java.security.jgss",
          "java.security.sasl",
          "java.sql",
          "java.sql.rowset",
          "java.transaction.xa",
          "java.xml",
          "java.xml.crypto",
          "jdk.attach",
          "jdk.charsets",
          "jdk.crypto.cryptoki",
          "jdk.crypto.ec",
          "jdk.httpserver",
          "jdk.internal.jvmstat",
          "jdk.internal.vm.ci",
          "jdk.jcmd",
          "jdk.jfr",
          "jdk.localedata",
          "jdk.management",
          "jdk.management.agent",
          "jdk.naming.dns",
          "jdk.net",
          "jdk.nio.mapmode",
          "jdk.security.auth",
          "jdk.security.jgss",
          "jdk.unsupported",
          "jdk.xml.dom",
          "jdk.zipfs");

  private ImageModules() {}

  /** List those that this JDK has: vendors leave out some of the lesser ones. */
  static List<String> ofThisJdk() {
    ModuleFinder system = ModuleFinder.ofSystem();
    return FROM_JDK.stream().filter(name -> system.find(name).isPresent()).toList();
  }

  /** Everything that is linked in. */
  static String joined(List<String> fromJdk) {
    return String.join(",", Stream.concat(fromJdk.stream(), COMPILER.stream()).toList());
  }
}
