package org.jexpy.bindings.execnet.serial;

/** A channel in a value: on the wire it is its number. */
public interface ChannelReference {
  /** Its number, by which both sides of the gateway know it. */
  int id();
}
