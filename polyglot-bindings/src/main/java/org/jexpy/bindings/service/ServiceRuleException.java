package org.jexpy.bindings.service;

import java.util.List;

/** A type that does not keep the remotable service rule. */
public final class ServiceRuleException extends IllegalArgumentException {
  ServiceRuleException(Class<?> type, List<String> breaches) {
    super(
        "%s breaks the service rule:%n  %s"
            .formatted(type.getName(), String.join(System.lineSeparator() + "  ", breaches)));
  }
}
