package org.jexpy.bindings.execnet.serial;

/**
 * A complex number, as Python's {@code complex}.
 *
 * @param real its real part
 * @param imaginary its imaginary part
 */
public record Complex(double real, double imaginary) {}
