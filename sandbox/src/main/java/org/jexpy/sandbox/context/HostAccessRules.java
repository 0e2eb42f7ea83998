package org.jexpy.sandbox.context;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import org.graalvm.polyglot.HostAccess;
import org.jexpy.sandbox.GuestVisible;

/**
 * What guests may reach of Java objects: what is marked for them, and the classes that {@code
 * --allow-host} names. Only the unbounded grant opens reflection, because reflection reaches
 * everything else.
 */
final class HostAccessRules {
  /** No class granted: marked members and plain data. */
  static final HostAccess MARKED_ONLY = marked().build();

  private HostAccessRules() {}

  /**
   * The rules for a grant.
   *
   * @param classes the granted classes and {@code package.*} patterns; {@code *} for all, {@code
   *     .*} for all but denied ones
   * @return the rules
   */
  static HostAccess granting(List<String> classes) {
    if (classes.isEmpty()) {
      return MARKED_ONLY;
    }
    if (classes.contains("*")) {
      return HostAccess.ALL;
    }
    HostAccess.Builder rules = marked();
    if (classes.stream().anyMatch(name -> name.endsWith(".*"))) {
      withoutReflection(rules.allowPublicAccess(true));
    }
    classes.stream().filter(name -> !name.endsWith(".*")).forEach(name -> open(rules, name));
    return rules.build();
  }

  private static HostAccess.Builder marked() {
    return HostAccess.newBuilder()
        .allowAccessAnnotatedBy(GuestVisible.class)
        .allowArrayAccess(true)
        .allowListAccess(true)
        .allowMapAccess(true)
        .allowBufferAccess(true)
        .allowIterableAccess(true)
        .allowIteratorAccess(true)
        // A list or map parameter is a copy: a live guest object could change after it was checked,
        // and reading it
        // would run guest code on whatever thread reads it.
        .allowMutableTargetMappings();
  }

  private static void withoutReflection(HostAccess.Builder rules) {
    rules
        .denyAccess(Class.class)
        .denyAccess(ClassLoader.class)
        .denyAccess(Module.class)
        .denyAccess(ModuleLayer.class)
        .denyAccess(AnnotatedElement.class)
        .denyAccess(MethodHandle.class)
        .denyAccess(MethodHandles.class)
        .denyAccess(MethodHandles.Lookup.class)
        .denyAccess(Thread.class)
        .denyAccess(ThreadGroup.class);
  }

  /** Opens one class. A name that no class has opens nothing; looking it up fails in the script. */
  private static void open(HostAccess.Builder rules, String name) {
    Class<?> type;
    try {
      type = Class.forName(name, false, HostAccessRules.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return;
    }
    for (Constructor<?> constructor : type.getConstructors()) {
      rules.allowAccess(constructor);
    }
    for (Method method : type.getMethods()) {
      if (method.getReturnType() != Class.class) {
        rules.allowAccess(method);
      }
    }
    for (Field field : type.getFields()) {
      rules.allowAccess(field);
    }
  }
}
