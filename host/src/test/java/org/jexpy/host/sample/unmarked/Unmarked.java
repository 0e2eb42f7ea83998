package org.jexpy.host.sample.unmarked;

/** Breaks a rule on purpose. */
public interface Unmarked {}
