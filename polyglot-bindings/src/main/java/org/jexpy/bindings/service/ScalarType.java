package org.jexpy.bindings.service;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jexpy.bindings.service.ServiceCodecException.Reason;
import org.jspecify.annotations.Nullable;

/** The types without parts. */
enum ScalarType implements PlainType {
  /** The result of a method that returns nothing. */
  VOID {
    @Override
    void writeValue(WireWriter out, Object value) {
      throw new IllegalArgumentException("void has no value");
    }

    @Override
    public void write(WireWriter out, @Nullable Object value) {
      out.tag(Tag.NULL);
    }

    @Override
    public @Nullable Object read(WireReader in) {
      in.expect(Tag.NULL, describe());
      return null;
    }
  },
  BOOLEAN {
    @Override
    void writeValue(WireWriter out, Object value) {
      out.tag((Boolean) value ? Tag.TRUE : Tag.FALSE);
    }

    @Override
    public Object read(WireReader in) {
      Tag tag = in.tag(describe());
      return switch (tag) {
        case TRUE -> true;
        case FALSE -> false;
        default -> throw in.wrongKind(describe(), tag, describe());
      };
    }
  },
  INT {
    @Override
    void writeValue(WireWriter out, Object value) {
      out.tag(Tag.INTEGER);
      out.signed((Integer) value);
    }

    @Override
    public Object read(WireReader in) {
      in.expect(Tag.INTEGER, describe());
      long value = in.signed(describe());
      if (value != (int) value) {
        throw in.error(Reason.BAD_NUMBER, value + " does not fit an int");
      }
      return (int) value;
    }
  },
  LONG {
    @Override
    void writeValue(WireWriter out, Object value) {
      out.tag(Tag.INTEGER);
      out.signed((Long) value);
    }

    @Override
    public Object read(WireReader in) {
      in.expect(Tag.INTEGER, describe());
      return in.signed(describe());
    }
  },
  DOUBLE {
    @Override
    void writeValue(WireWriter out, Object value) {
      out.tag(Tag.DOUBLE);
      out.eightBytes(Double.doubleToRawLongBits((Double) value));
    }

    @Override
    public Object read(WireReader in) {
      in.expect(Tag.DOUBLE, describe());
      return Double.longBitsToDouble(in.eightBytes(describe()));
    }
  },
  TEXT {
    @Override
    void writeValue(WireWriter out, Object value) {
      out.text((String) value);
    }

    @Override
    public Object read(WireReader in) {
      return in.text(describe());
    }
  },
  BYTES {
    @Override
    void writeValue(WireWriter out, Object value) {
      out.tag(Tag.BYTES);
      out.bytes((byte[]) value);
    }

    @Override
    public Object read(WireReader in) {
      in.expect(Tag.BYTES, describe());
      return in.bytes(describe());
    }
  },
  DURATION {
    @Override
    void writeValue(WireWriter out, Object value) {
      out.tag(Tag.DURATION);
      Duration time = (Duration) value;
      out.signed(time.toSeconds());
      out.unsigned(time.toNanosPart());
    }

    @Override
    public Object read(WireReader in) {
      in.expect(Tag.DURATION, describe());
      return Duration.ofSeconds(in.signed(describe()), nanos(in));
    }
  },
  INSTANT {
    @Override
    void writeValue(WireWriter out, Object value) {
      out.tag(Tag.INSTANT);
      Instant moment = (Instant) value;
      out.signed(moment.getEpochSecond());
      out.unsigned(moment.getNano());
    }

    @Override
    public Object read(WireReader in) {
      in.expect(Tag.INSTANT, describe());
      try {
        return Instant.ofEpochSecond(in.signed(describe()), nanos(in));
      } catch (DateTimeException e) {
        throw in.error(Reason.BAD_NUMBER, "an instant out of range");
      }
    }
  };

  /** The Java types and their scalars. */
  static final Map<Class<?>, ScalarType> BY_CLASS =
      Map.ofEntries(
          Map.entry(void.class, VOID),
          Map.entry(boolean.class, BOOLEAN),
          Map.entry(Boolean.class, BOOLEAN),
          Map.entry(int.class, INT),
          Map.entry(Integer.class, INT),
          Map.entry(long.class, LONG),
          Map.entry(Long.class, LONG),
          Map.entry(double.class, DOUBLE),
          Map.entry(Double.class, DOUBLE),
          Map.entry(String.class, TEXT),
          Map.entry(byte[].class, BYTES),
          Map.entry(Duration.class, DURATION),
          Map.entry(Instant.class, INSTANT));

  abstract void writeValue(WireWriter out, Object value);

  @Override
  public void write(WireWriter out, @Nullable Object value) {
    if (value == null) {
      throw new ServiceCodecException(Reason.NULL, "null where " + describe() + " is declared");
    }
    writeValue(out, value);
  }

  @Override
  public String describe() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  private static long nanos(WireReader in) {
    long nanos = in.unsigned("nanoseconds");
    if (nanos < 0 || nanos > 999_999_999) {
      throw in.error(Reason.BAD_NUMBER, "nanoseconds: out of range 0 to 999999999");
    }
    return nanos;
  }
}
