package org.jexpy.bindings.execnet.guest;

import java.nio.charset.StandardCharsets;
import org.jexpy.bindings.execnet.channel.ChannelEofException;
import org.jexpy.bindings.execnet.channel.ChannelIoException;
import org.jexpy.bindings.execnet.channel.ChannelTimeoutException;
import org.jexpy.bindings.execnet.channel.ExecnetException;
import org.jexpy.bindings.execnet.channel.HostNotFoundException;
import org.jexpy.bindings.execnet.channel.Item;
import org.jexpy.bindings.execnet.channel.RemoteErrorException;
import org.jexpy.bindings.execnet.serial.Bytes;
import org.jexpy.bindings.execnet.serial.Coercion;
import org.jexpy.bindings.execnet.serial.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What the facades are told. A number or a truth value is itself; all else is a text whose first
 * letter says what follows. So the usual answers cost a facade one look at their type, and no call
 * throws. Bytes are text of the characters 0 to 255.
 */
final class Answers {
  /** Nothing yet: the facade looks for signals, and asks again. */
  static final String AGAIN = "w";

  /** The time is over. */
  static final String TIMEOUT = "t";

  /** It is closed, or has what it can have once. */
  static final String CLOSED = "c";

  /** The gateway has ended. */
  static final String FINISHED = "f";

  private static final String NONE = "n";
  private static final String TEXT = "s";
  private static final String BYTES = "b";

  private Answers() {}

  /** The text of bytes. */
  static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The bytes of a text. */
  static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * The bits of a pair: 1 for strings of Python 2 that become text, 2 for text that becomes bytes.
   */
  static int bits(Coercion coercion) {
    return (coercion.py2AsPy3() ? 1 : 0) | (coercion.py3AsPy2() ? 2 : 0);
  }

  /**
   * An item: a number or truth value; {@code s} and a text; {@code b} and bytes; {@code n} for
   * none; or the {@link #bits} as a digit and the item's own bytes.
   */
  static Object of(Item item) {
    if (item.shape() == Shape.SCALAR) {
      switch (item.value()) {
        case null -> {
          return NONE;
        }
        case String text -> {
          return TEXT + text;
        }
        case Bytes bytes -> {
          return BYTES + latin1(bytes.toArray());
        }
        case Long number -> {
          return number;
        }
        case Double number -> {
          return number;
        }
        case Boolean truth -> {
          return truth;
        }
        default -> {
          // A number that needs more bits.
        }
      }
    }
    return bits(item.coercion()) + latin1(item.bytes());
  }

  /** Nothing if something can be done, otherwise why it cannot. */
  static @Nullable String ofDoing(Runnable action) {
    try {
      action.run();
      return null;
    } catch (ExecnetException e) {
      return of(e);
    }
  }

  /** A failure. */
  static String of(ExecnetException failure) {
    return switch (failure) {
      case ChannelEofException _ -> "e" + failure.getMessage();
      case RemoteErrorException _ -> "r" + failure.getMessage();
      case ChannelIoException _ -> "o" + failure.getMessage();
      case HostNotFoundException _ -> "h" + failure.getMessage();
      case ChannelTimeoutException _ -> TIMEOUT;
    };
  }
}
