package org.jexpy.host.container;

/**
 * What became of a command line.
 *
 * @param output what it printed, the text of a failure among it
 * @param succeeded whether it did what it was asked
 */
public record CommandResult(String output, boolean succeeded) {}
