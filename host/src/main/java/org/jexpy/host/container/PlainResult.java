package org.jexpy.host.container;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jexpy.host.process.ProcessCallException;
import org.jspecify.annotations.Nullable;

/** Makes what a Java program asked for of the plain data that a process answered. */
final class PlainResult<T extends @Nullable Object> {
  private final String process;
  private final String function;
  private final Class<T> type;

  private PlainResult(String process, String function, Class<T> type) {
    this.process = process;
    this.function = function;
    this.type = type;
  }

  /** The answer of a function as a type. */
  static <T extends @Nullable Object> PlainResult<T> of(
      String process, String function, Class<T> type) {
    return new PlainResult<>(process, function, type);
  }

  /**
   * Convert.
   *
   * @throws ProcessCallException if the answer is of another type
   */
  // Class.cast knows nothing of primitive types; null is for those types only that allow it.
  @SuppressWarnings({"unchecked", "NullAway"})
  T convert(@Nullable Object answer) {
    return type == Void.class ? null : (T) convert(answer, type, "it");
  }

  private @Nullable Object convert(@Nullable Object answer, Type to, String where) {
    if (to instanceof ParameterizedType generic) {
      return convertGeneric(answer, generic, where);
    }
    if (!(to instanceof Class<?> wanted)) {
      throw wrong(where, answer, to);
    }
    if (wanted == Optional.class) {
      return Optional.ofNullable(answer);
    }
    if (answer == null) {
      if (wanted == Object.class) {
        return null;
      }
      throw new ProcessCallException(
          "process %s, function '%s': %s is null where %s was asked for; ask for Optional or Object to allow it"
              .formatted(process, function, where, wanted.getName()));
    }
    return switch (answer) {
      case Long number -> number(number, wanted, where);
      case BigInteger number when wanted == BigInteger.class || wanted == Object.class -> number;
      case Double number when wanted == double.class || wanted.isInstance(number) -> number;
      case Boolean truth when wanted == boolean.class || wanted.isInstance(truth) -> truth;
      case String text when wanted.isEnum() -> constant(text, wanted, where);
      case List<?> list when wanted.isArray() && wanted != byte[].class ->
          array(list, wanted, where);
      case Map<?, ?> map when wanted.isRecord() -> record(map, wanted, where);
      case Object other when wanted.isInstance(other) -> other;
      default -> throw wrong(where, answer, to);
    };
  }

  private @Nullable Object convertGeneric(
      @Nullable Object answer, ParameterizedType to, String where) {
    Type[] parameters = to.getActualTypeArguments();
    if (to.getRawType() == Optional.class) {
      return answer == null
          ? Optional.empty()
          : Optional.ofNullable(convert(answer, parameters[0], where));
    }
    if (answer == null) {
      return null;
    }
    if (to.getRawType() == List.class && answer instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object item : list) {
        items.add(convert(item, parameters[0], where + "[" + items.size() + "]"));
      }
      return items;
    }
    if (to.getRawType() == Map.class && answer instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> items = new LinkedHashMap<>();
      map.forEach((key, item) -> items.put(key, convert(item, parameters[1], where + "." + key)));
      return items;
    }
    throw wrong(where, answer, to);
  }

  private Object number(Long number, Class<?> wanted, String where) {
    if (wanted == int.class || wanted == Integer.class) {
      if (number.intValue() == number) {
        return number.intValue();
      }
    } else if (wanted == double.class || wanted == Double.class) {
      return number.doubleValue();
    } else if (wanted == BigInteger.class) {
      return BigInteger.valueOf(number);
    } else if (wanted == long.class || wanted.isInstance(number)) {
      return number;
    }
    throw wrong(where, number, wanted);
  }

  private Object constant(String text, Class<?> wanted, String where) {
    for (Object constant : wanted.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(text)) {
        return constant;
      }
    }
    throw wrong(where, text, wanted);
  }

  private Object array(List<?> list, Class<?> wanted, String where) {
    Object array = Array.newInstance(wanted.getComponentType(), list.size());
    for (int i = 0; i < list.size(); i++) {
      Array.set(array, i, convert(list.get(i), wanted.getComponentType(), where + "[" + i + "]"));
    }
    return array;
  }

  private Object record(Map<?, ?> map, Class<?> wanted, String where) {
    RecordComponent[] components = wanted.getRecordComponents();
    List<Class<?>> types = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      String name = component.getName();
      if (!map.containsKey(name) && component.getType() != Optional.class) {
        throw new ProcessCallException(
            "process %s, function '%s': %s has no '%s', which %s needs; it has %s"
                .formatted(process, function, where, name, wanted.getName(), map.keySet()));
      }
      types.add(component.getType());
      values.add(convert(map.get(name), component.getGenericType(), where + "." + name));
    }
    try {
      Constructor<?> constructor = wanted.getDeclaredConstructor(types.toArray(new Class<?>[0]));
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new ProcessCallException(
          "process %s, function '%s': %s cannot be made of %s (a record has to be public, or its package open to org.jexpy.host; its constructor may refuse values): %s"
              .formatted(process, function, wanted.getName(), where, reason(e)),
          e);
    }
  }

  private static String reason(Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }

  private ProcessCallException wrong(String where, @Nullable Object answer, Type to) {
    return new ProcessCallException(
        "process %s, function '%s': %s is %s where %s was asked for"
            .formatted(process, function, where, shown(answer), to.getTypeName()));
  }

  private static String shown(@Nullable Object answer) {
    return switch (answer) {
      case null -> "null";
      case String text ->
          "the text '%s'".formatted(text.length() > 40 ? text.substring(0, 40) + "…" : text);
      case byte[] bytes -> bytes.length + " bytes";
      case List<?> list -> "a list of " + list.size();
      case Map<?, ?> map -> "a map with the keys " + map.keySet();
      case Long number -> "the whole number " + number;
      default -> "the value " + answer;
    };
  }
}
