package org.jexpy.bindings.xenstore.core.store;

/**
 * A node below another.
 *
 * @param name its name there
 * @param order rises with each child of a node that is made
 * @param node the node
 */
public record Child(String name, long order, Node node) {}
