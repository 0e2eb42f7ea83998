package org.jexpy.bindings.execnet.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jexpy.bindings.execnet.wire.Frame;
import org.jexpy.bindings.execnet.wire.FrameBody;
import org.jexpy.bindings.execnet.wire.MessageType;

/** Carries the frames of one gateway. */
public interface Transport {
  /**
   * The next frame from the other side; waits for it. One thread at a time.
   *
   * @return the frame
   * @throws java.io.EOFException if the other side will send no more
   * @throws IOException if it cannot be read
   */
  Frame receive() throws IOException;

  /**
   * Send a frame, from any thread: frames do not mix.
   *
   * @param frame the frame
   * @throws IOException if it cannot be sent
   */
  void send(Frame frame) throws IOException;

  /**
   * Send a frame whose payload is made meanwhile, as {@link #send(Frame)} does.
   *
   * @param type what it says
   * @param channel the number of the channel it is about
   * @param length how long its payload is
   * @param body its payload
   * @throws IOException if it cannot be sent
   */
  default void send(MessageType type, int channel, int length, FrameBody body) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(length);
    body.writeTo(whole);
    send(new Frame(type, channel, whole.toByteArray()));
  }

  /** Send no more: the other side sees an end. Failures are nobody's business any more. */
  void closeWrite();

  /** Read no more. Failures are nobody's business any more. */
  void closeRead();

  /**
   * Wait until what is on the other side has ended.
   *
   * @param limit how long at most
   * @return its exit status; empty if it has not ended, or nobody can know
   */
  OptionalInt await(Duration limit) throws InterruptedException;

  /** Whether {@link #await} can ever tell anything, and {@link #kill} end anything. */
  boolean hasProcess();

  /** End what is on the other side at once. */
  void kill();

  /** Where the other side is; empty if it is here. */
  default Optional<String> remoteAddress() {
    return Optional.empty();
  }
}
