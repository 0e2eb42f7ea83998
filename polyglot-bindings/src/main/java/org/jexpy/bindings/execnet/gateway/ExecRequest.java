package org.jexpy.bindings.execnet.gateway;

import java.util.Arrays;
import java.util.Map;
import org.jexpy.bindings.execnet.serial.Coercion;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.serial.ItemScanner;
import org.jexpy.bindings.execnet.serial.LoadException;
import org.jexpy.bindings.execnet.serial.Loader;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * What is to be executed: a tuple of four, of which the last stays in bytes, since it is of guests.
 *
 * @param source Python
 * @param file where it comes from; null for nowhere
 * @param call the function that is called; null for none
 * @param kwargs its arguments, a dictionary in bytes with STOP
 */
@SuppressWarnings("ArrayRecordComponent")
record ExecRequest(String source, @Nullable String file, @Nullable String call, byte[] kwargs) {
  private static final int STOP = 1;

  /** The step that makes a tuple of four, and STOP: what stands behind the dictionary. */
  private static final byte[] TAIL = {'@', 0, 0, 0, 4, 'Q'};

  static byte[] encode(String source, @Nullable String file, @Nullable String call, byte[] kwargs) {
    byte[] whole = Dumper.dump(Tuple.of(source, file, call, Map.of()));
    int head = whole.length - TAIL.length - 1;
    int inner = kwargs.length - STOP;
    byte[] request = Arrays.copyOf(whole, head + inner + TAIL.length);
    System.arraycopy(kwargs, 0, request, head, inner);
    System.arraycopy(TAIL, 0, request, head + inner, TAIL.length);
    return request;
  }

  static ExecRequest decode(byte[] request) {
    ItemScanner.scan(request, id -> {});
    int tail = request.length - TAIL.length;
    if (tail < 0 || !Arrays.equals(request, tail, request.length, TAIL, 0, TAIL.length)) {
      throw wrong();
    }
    // The first three are texts or nothing; each ends where the next begins.
    int file = after(request, 0);
    int call = after(request, file);
    int kwargs = after(request, call);
    @Nullable String source = text(request, 0, file);
    if (source == null || kwargs >= tail) {
      throw wrong();
    }
    byte[] dictionary = Arrays.copyOfRange(request, kwargs, tail + STOP);
    dictionary[dictionary.length - 1] = 'Q';
    return new ExecRequest(
        source, text(request, file, call), text(request, call, kwargs), dictionary);
  }

  private static int after(byte[] request, int at) {
    return switch (request[at]) {
      case 'L' -> at + 1;
      case 'N', 'S', 'M' ->
          at
              + 5
              + (request[at + 1] << 24
                  | (request[at + 2] & 0xff) << 16
                  | (request[at + 3] & 0xff) << 8
                  | (request[at + 4] & 0xff));
      default -> throw wrong();
    };
  }

  private static @Nullable String text(byte[] request, int from, int to) {
    byte[] item = Arrays.copyOfRange(request, from, to + STOP);
    item[item.length - 1] = 'Q';
    return (String)
        Loader.load(
            item,
            Coercion.OF_GATEWAYS,
            id -> {
              throw wrong();
            });
  }

  private static LoadException wrong() {
    return new LoadException(
        "the other side wants something executed that is no tuple of a text, two texts or None, and a dictionary");
  }
}
