package org.jexpy.bindings.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Broken and random frames end in an answer, or in a closed connection; never in anything else. */
@Timeout(120)
final class FrameFuzzTest {
  private static final CodecLimits LIMITS = new CodecLimits(1 << 16, 32);

  @RemoteService("echo")
  interface Echo {
    Samples.Everything echo(CallContext call, Samples.Everything value);
  }

  /** Keeps what is sent, and delivers what it is given. */
  private static final class Wire implements Transport {
    private final List<byte[]> sent = new ArrayList<>();
    private Transport.Receiver receiver =
        new Receiver() {
          @Override
          public void onFrame(byte[] frame) {}

          @Override
          public void onClosed(String reason) {}
        };
    private boolean closed;

    @Override
    public void start(Receiver newReceiver) {
      receiver = newReceiver;
    }

    @Override
    public void send(byte[] frame) {
      sent.add(frame);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void aServiceAnswersOrHangsUp() {
    byte[] seed = recordedCall();
    Random random = new Random(7);
    int answered = 0;
    int hungUp = 0;
    Wire wire = open();
    for (int round = 0; round < 10_000; round++) {
      wire.receiver.onFrame(mutate(seed, random));
      assertThat(wire.sent).hasSizeLessThanOrEqualTo(1);
      answered += wire.sent.size();
      wire.sent.clear();
      if (wire.closed) {
        hungUp++;
        wire = open();
      }
    }
    assertThat(answered).as("most breaks are in the arguments").isGreaterThan(1000);
    assertThat(hungUp).as("some are in the head").isPositive();
  }

  @Test
  void aCallerIgnoresAnswersToCallsItDidNotMake() {
    Wire wire = new Wire();
    try (ServiceEndpoint endpoint = ServiceEndpoint.builder(wire, Runnable::run).open()) {
      for (int kind = 1; kind <= 5; kind++) {
        wire.receiver.onFrame(new byte[] {1, (byte) kind, 99, 0, 0, 0});
      }
      assertThat(endpoint).isNotNull();
      assertThat(wire.closed).isFalse();
    }
  }

  private static Wire open() {
    Wire wire = new Wire();
    ServiceEndpoint.builder(wire, Runnable::run)
        .limits(LIMITS)
        .supply(Echo.class, (call, value) -> value)
        .open();
    return wire;
  }

  private static byte[] recordedCall() {
    return Frames.frame(
        LIMITS,
        Frames.Kind.CALL,
        1,
        out -> {
          Frames.writeCallHead(out, new Frames.CallHead("echo", "echo", CallContext.root()));
          try {
            new PlainTypes()
                .of(Samples.Everything.class, "sample")
                .write(out, Samples.everything());
          } catch (PlainTypes.NotPlainException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static byte[] mutate(byte[] seed, Random random) {
    byte[] bytes = Arrays.copyOf(seed, seed.length - (random.nextInt(8) == 0 ? 1 : 0));
    for (int i = 0; i <= random.nextInt(3); i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
