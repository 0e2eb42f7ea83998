package org.jexpy.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what guest code may call. Everything else of a Java object is hidden from guests. It stands
 * here, and not in a GraalVM package, so that cores need no GraalVM class.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.FIELD, ElementType.CONSTRUCTOR})
public @interface GuestVisible {}
