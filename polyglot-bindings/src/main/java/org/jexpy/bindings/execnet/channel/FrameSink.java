package org.jexpy.bindings.execnet.channel;

import java.util.Optional;
import org.jexpy.bindings.execnet.wire.Frame;
import org.jexpy.bindings.execnet.wire.FrameBody;
import org.jexpy.bindings.execnet.wire.MessageType;

/** What channels need of their gateway. */
public interface FrameSink {
  /**
   * Send a frame; from any thread. It is on its way when this returns.
   *
   * @param frame the frame
   * @throws ChannelIoException if the connection is gone
   */
  void send(Frame frame);

  /**
   * Send a frame whose payload is made meanwhile, as {@link #send(Frame)} does.
   *
   * @param type what it says
   * @param channel the number of the channel it is about
   * @param length how long its payload is
   * @param body its payload
   * @throws ChannelIoException if the connection is gone
   */
  void send(MessageType type, int channel, int length, FrameBody body);

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
