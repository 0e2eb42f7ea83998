package org.jexpy.bindings.execnet.channel;

import java.util.Optional;
import org.jexpy.bindings.execnet.wire.Frame;

/** What channels need of their gateway. */
public interface FrameSink {
  /**
   * Send a frame; from any thread. It is on its way when this returns.
   *
   * @param frame the frame
   * @throws ChannelIoException if the connection is gone
   */
  void send(Frame frame);

  /** What went wrong with the connection, if it ended without having been told to. */
  Optional<String> lost();

  /**
   * Tell whoever runs the program of something that nobody else will hear of.
   *
   * @param line one sentence
   */
  void warn(String line);

  /** The gateway as execnet shows it. */
  String describe();
}
