package org.jexpy.bindings.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jexpy.bindings.service.ServiceCodecException.Reason;
import org.jspecify.annotations.Nullable;

/** The types that are made of other types, records apart. */
final class CompoundTypes {
  private CompoundTypes() {}

  /** A type marked {@code @Nullable}. */
  record NullableOf(PlainType type) implements PlainType {
    @Override
    public void write(WireWriter out, @Nullable Object value) {
      if (value == null) {
        out.tag(Tag.NULL);
      } else {
        type.write(out, value);
      }
    }

    @Override
    public @Nullable Object read(WireReader in) {
      if (in.peek(describe()) == Tag.NULL) {
        in.expect(Tag.NULL, describe());
        return null;
      }
      return type.read(in);
    }

    @Override
    public String describe() {
      return type.describe() + " or null";
    }
  }

  /** {@code List<T>}. */
  record ListOf(PlainType element) implements PlainType {
    @Override
    public void write(WireWriter out, @Nullable Object value) {
      List<?> list = (List<?>) present(value, this);
      out.enter(describe());
      out.tag(Tag.LIST);
      out.unsigned(list.size());
      list.forEach(item -> element.write(out, item));
      out.leave();
    }

    @Override
    public Object read(WireReader in) {
      in.enter(describe());
      in.expect(Tag.LIST, describe());
      int count = in.count(describe());
      List<@Nullable Object> list = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        list.add(element.read(in));
      }
      in.leave();
      return Collections.unmodifiableList(list);
    }

    @Override
    public String describe() {
      return "list of " + element.describe();
    }
  }

  /** {@code Map<String, T>}; keeps the order. */
  record MapOf(PlainType element) implements PlainType {
    @Override
    public void write(WireWriter out, @Nullable Object value) {
      Map<?, ?> map = (Map<?, ?>) present(value, this);
      out.enter(describe());
      out.tag(Tag.MAP);
      out.unsigned(map.size());
      map.forEach(
          (key, item) -> {
            ScalarType.TEXT.write(out, key);
            element.write(out, item);
          });
      out.leave();
    }

    @Override
    public Object read(WireReader in) {
      in.enter(describe());
      in.expect(Tag.MAP, describe());
      int count = in.count(describe());
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        String key = in.text("key of a " + describe());
        Object item = element.read(in);
        if (map.containsKey(key)) {
          throw in.error(Reason.DUPLICATE_KEY, "key '%s' occurs twice".formatted(key));
        }
        map.put(key, item);
      }
      in.leave();
      return Collections.unmodifiableMap(map);
    }

    @Override
    public String describe() {
      return "map of " + element.describe();
    }
  }

  /** {@code Optional<T>}. */
  record OptionalOf(PlainType element) implements PlainType {
    @Override
    public void write(WireWriter out, @Nullable Object value) {
      Optional<?> optional = (Optional<?>) present(value, this);
      if (optional.isPresent()) {
        out.enter(describe());
        out.tag(Tag.PRESENT);
        element.write(out, optional.get());
        out.leave();
      } else {
        out.tag(Tag.ABSENT);
      }
    }

    @Override
    public Object read(WireReader in) {
      Tag tag = in.tag(describe());
      return switch (tag) {
        case ABSENT -> Optional.empty();
        case PRESENT -> {
          in.enter(describe());
          Optional<?> value = Optional.ofNullable(element.read(in));
          in.leave();
          yield value;
        }
        default -> throw in.wrongKind(describe(), tag, describe());
      };
    }

    @Override
    public String describe() {
      return "optional " + element.describe();
    }
  }

  /** An enum, by the names of its constants. */
  record EnumOf(Class<?> type, Map<String, Object> constants) implements PlainType {
    static EnumOf of(Class<?> type) {
      Map<String, Object> constants = new LinkedHashMap<>();
      for (Object constant : type.getEnumConstants()) {
        constants.put(((Enum<?>) constant).name(), constant);
      }
      return new EnumOf(type, constants);
    }

    @Override
    public void write(WireWriter out, @Nullable Object value) {
      out.tag(Tag.ENUM);
      out.name(((Enum<?>) present(value, this)).name());
    }

    @Override
    public Object read(WireReader in) {
      in.expect(Tag.ENUM, describe());
      String name = in.name(describe());
      Object constant = constants.get(name);
      if (constant == null) {
        throw in.error(
            Reason.UNKNOWN_NAME,
            "%s has no constant '%s'; it has %s".formatted(describe(), name, constants.keySet()));
      }
      return constant;
    }

    @Override
    public String describe() {
      return type.getSimpleName();
    }
  }

  static Object present(@Nullable Object value, PlainType type) {
    if (value == null) {
      throw new ServiceCodecException(
          Reason.NULL,
          "null where %s is declared; declare it @Nullable or Optional".formatted(type.describe()));
    }
    return value;
  }
}
