/**
 * A container for each test of a program that embeds one. It is a jar of its own, with the
 * classifier {@code junit}, because programs need neither it nor JUnit to run.
 */
@NullMarked
package org.jexpy.host.junit;

import org.jspecify.annotations.NullMarked;
