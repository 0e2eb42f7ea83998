/**
 * The command language: one grammar and one registry behind {@code exec}, {@code shell}, {@code
 * exec_cli}, {@code run script} and Java.
 *
 * <p>A {@link org.jexpy.host.command.Command} declares the lines that a manual would print;
 * matching, abbreviation, the caret under the first wrong word, completion and {@code ?} follow
 * from them. It prints lines or a {@link org.jexpy.host.command.Report}; the {@link
 * org.jexpy.host.command.Session} decides whether that becomes a table or JSON. The language knows
 * nothing of processes.
 */
@NullMarked
package org.jexpy.host.command;

import org.jspecify.annotations.NullMarked;
