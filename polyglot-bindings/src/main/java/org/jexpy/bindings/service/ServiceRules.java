package org.jexpy.bindings.service;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks that an interface keeps the remotable service rule. The codec is made from the same
 * reading, so an interface without breaches is one whose every call can travel.
 */
public final class ServiceRules {
  private ServiceRules() {}

  /**
   * Check an interface.
   *
   * @param type the interface
   * @return each breach with its method, its parameter or component, the offending type and what is
   *     allowed instead; empty if the rule is kept
   */
  public static List<String> check(Class<?> type) {
    List<String> breaches = new ArrayList<>();
    ServiceContract.read(type, breaches::add);
    return List.copyOf(breaches);
  }
}
