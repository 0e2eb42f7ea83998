package org.jexpy.bindings.service;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface that a surface declares and the host supplies. The build checks every marked
 * interface with {@link ServiceRules}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RemoteService {
  /** The name on the wire, unique among all services, such as {@code process-control}. */
  String value();
}
