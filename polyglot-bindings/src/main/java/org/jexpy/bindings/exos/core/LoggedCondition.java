package org.jexpy.bindings.exos.core;

/**
 * A condition that was met: one record of the log.
 *
 * @param component the part of the system that logs, such as {@code ezspantree}
 * @param condition the name of the condition within the component
 * @param severity how much it matters
 * @param text the text, its placeholders replaced
 */
public record LoggedCondition(String component, String condition, Severity severity, String text) {}
