package org.jexpy.bindings.service;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A service interface, as it travels.
 *
 * @param type the interface
 * @param name its name on the wire
 * @param methods its methods by name
 */
record ServiceContract(Class<?> type, String name, Map<String, MethodContract> methods) {

  /**
   * The contract of an interface.
   *
   * @throws ServiceRuleException if the interface breaks the rule
   */
  static ServiceContract of(Class<?> type) {
    List<String> breaches = new ArrayList<>();
    ServiceContract contract = read(type, breaches::add);
    if (!breaches.isEmpty()) {
      throw new ServiceRuleException(type, breaches);
    }
    return contract;
  }

  static ServiceContract read(Class<?> type, Consumer<String> breaches) {
    String simple = type.getSimpleName();
    RemoteService mark = type.getAnnotation(RemoteService.class);
    if (!type.isInterface() || type.isAnnotation()) {
      breaches.accept(simple + ": a service must be an interface");
    }
    if (type.isSealed()) {
      breaches.accept(simple + ": a service must not be sealed; the host implements it");
    }
    if (type.getTypeParameters().length > 0) {
      breaches.accept(simple + ": a service must not be generic");
    }
    if (type.getInterfaces().length > 0) {
      breaches.accept(simple + ": a service must not extend other interfaces");
    }
    if (mark == null) {
      breaches.accept(simple + ": not marked @RemoteService");
    } else if (!mark.value().matches("[a-z][a-z0-9-]*")) {
      breaches.accept(
          "%s: the name '%s' is not in lower-case letters, digits and hyphens"
              .formatted(simple, mark.value()));
    }
    Map<String, MethodContract> methods = new TreeMap<>();
    PlainTypes types = new PlainTypes();
    for (Method method : remoteMethods(type)) {
      if (methods.containsKey(method.getName())) {
        breaches.accept(
            "%s.%s: overloaded; give each method its own name".formatted(simple, method.getName()));
      }
      methods.put(method.getName(), MethodContract.of(method, types, breaches));
    }
    return new ServiceContract(type, mark == null ? simple : mark.value(), Map.copyOf(methods));
  }

  /** What travels: static and default methods run at the caller's side. */
  private static List<Method> remoteMethods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .sorted(Comparator.comparing(Method::toString))
        .toList();
  }
}
