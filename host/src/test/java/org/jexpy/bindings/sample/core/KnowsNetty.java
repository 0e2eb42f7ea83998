package org.jexpy.bindings.sample.core;

import io.netty.channel.Channel;

/** Breaks a rule on purpose. */
public interface KnowsNetty {
  Channel channel();
}
