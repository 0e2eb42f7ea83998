package org.jexpy.bindings.service;

import java.util.List;
import java.util.Objects;
import org.jexpy.bindings.service.PlainTypes.NotPlainException;
import org.jexpy.bindings.service.ServiceCodecException.Reason;

/**
 * Plain data as bytes: binary, compact, self-checking. The same codec serves a process in this JVM
 * and one in a child JVM, and single values that are stored or sent elsewhere.
 *
 * <p>A value is a tag byte and its parts; numbers are variable-length, text is UTF-8. Each decoded
 * value is checked against its declared type, and garbage ends in a {@link ServiceCodecException}
 * that names its {@link Reason}, without allocating more than a small multiple of the bytes that
 * are there. Instances are immutable and may be shared between threads.
 *
 * @param <T> the type of the values
 */
public final class ServiceCodec<T> {
  /** The version of the format, the first byte of everything that is written. */
  public static final int VERSION = 1;

  private final Class<T> type;
  private final PlainType plain;
  private final CodecLimits limits;

  private ServiceCodec(Class<T> type, PlainType plain, CodecLimits limits) {
    this.type = type;
    this.plain = plain;
    this.limits = limits;
  }

  /**
   * A codec for values of one type.
   *
   * @param <T> the type
   * @param type a type of plain data without type arguments, usually a record
   * @param limits how much it may read or write at once
   * @return the codec
   * @throws ServiceRuleException if the type is no plain data
   */
  public static <T> ServiceCodec<T> of(Class<T> type, CodecLimits limits) {
    try {
      return new ServiceCodec<>(type, new PlainTypes().of(type, type.getSimpleName()), limits);
    } catch (NotPlainException e) {
      throw new ServiceRuleException(type, List.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Encode a value.
   *
   * @param value the value
   * @return its bytes
   * @throws ServiceCodecException if it does not fit the limits, or holds {@code null} where none
   *     is declared
   */
  public byte[] encode(T value) {
    WireWriter out = new WireWriter(limits);
    out.raw(VERSION);
    plain.write(out, value);
    return out.toBytes();
  }

  /**
   * Decode a value.
   *
   * @param bytes what {@link #encode} gave
   * @return the value
   * @throws ServiceCodecException if the bytes are anything else
   */
  public T decode(byte[] bytes) {
    WireReader in = new WireReader(bytes, limits);
    requireVersion(in);
    Object value = CompoundTypes.present(plain.read(in), plain);
    in.end();
    return Objects.requireNonNull(type.cast(value));
  }

  static void requireVersion(WireReader in) {
    int version = in.raw("version");
    if (version != VERSION) {
      throw in.error(
          Reason.VERSION,
          "the frame has version %d, this side has %d; both must come from one distribution"
              .formatted(version, VERSION));
    }
  }
}
