package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import org.jexpy.host.container.Container;
import org.junit.jupiter.api.Test;

/** What a program gets with the dependency. Of interest to jexpy's own build only. */
class InstallationTest {
  @Test
  void jexpyBringsNoLoggingOfItsOwn() throws Exception {
    ClassLoader all = getClass().getClassLoader();
    for (String service :
        List.of(
            "java.lang.System$LoggerFinder",
            "org.slf4j.spi.SLF4JServiceProvider",
            "org.apache.logging.log4j.spi.Provider")) {
      assertEquals(List.of(), Collections.list(all.getResources("META-INF/services/" + service)));
    }
    for (String type :
        List.of(
            "org.slf4j.Logger",
            "org.apache.logging.log4j.Logger",
            "org.apache.commons.logging.Log",
            "ch.qos.logback.classic.Logger")) {
      assertThrows(ClassNotFoundException.class, () -> Class.forName(type));
    }
  }

  @Test
  void itRunsWhereTheBuildSaysSo() {
    boolean asModule = System.getProperty("example.runs.on") == null;
    assertEquals(asModule, Embedder.class.getModule().isNamed());
    assertEquals(asModule, Container.class.getModule().isNamed());
    if (asModule) {
      assertEquals("org.jexpy.host", Container.class.getModule().getName());
      assertEquals(false, Container.class.getModule().getDescriptor().isAutomatic());
    }
  }
}
