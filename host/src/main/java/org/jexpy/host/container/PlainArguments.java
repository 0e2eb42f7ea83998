package org.jexpy.host.container;

import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jexpy.host.process.ProcessCallException;
import org.jexpy.sandbox.function.GuestFunctions;
import org.jspecify.annotations.Nullable;

/** Makes plain data of what a Java program hands to a process, and says what is none. */
final class PlainArguments {
  private PlainArguments() {}

  /**
   * Copy arguments.
   *
   * @throws ProcessCallException if one is no plain data
   */
  static List<@Nullable Object> of(List<? extends @Nullable Object> arguments) {
    List<@Nullable Object> plain = new ArrayList<>();
    for (Object argument : arguments) {
      plain.add(of(argument, "argument " + (plain.size() + 1), 0));
    }
    return plain;
  }

  private static @Nullable Object of(@Nullable Object value, String where, int depth) {
    if (depth > GuestFunctions.MAX_DEPTH) {
      throw new ProcessCallException(
          "%s is nested deeper than %d, or contains itself"
              .formatted(where, GuestFunctions.MAX_DEPTH));
    }
    return switch (value) {
      case null -> null;
      case Boolean _, String _, Long _, Double _, BigInteger _ -> value;
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Float number -> number.doubleValue();
      case Character character -> character.toString();
      case byte[] bytes -> bytes.clone();
      case Enum<?> constant -> constant.name();
      case Optional<?> optional -> of(optional.orElse(null), where, depth);
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (Object item : list) {
          items.add(of(item, where + "[" + items.size() + "]", depth + 1));
        }
        yield items;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> items = new LinkedHashMap<>();
        map.forEach(
            (key, item) -> {
              if (!(key instanceof String name)) {
                throw new ProcessCallException(
                    "%s has the key %s; keys have to be text".formatted(where, key));
              }
              items.put(name, of(item, where + "." + name, depth + 1));
            });
        yield items;
      }
      case Record composed -> ofRecord(composed, where, depth);
      default ->
          throw new ProcessCallException(
              "%s is a %s; what a process can be given is null, booleans, numbers, text, byte[], lists, maps from text, enums and records"
                  .formatted(where, value.getClass().getName()));
    };
  }

  private static Map<String, @Nullable Object> ofRecord(Record composed, String where, int depth) {
    Map<String, @Nullable Object> items = new LinkedHashMap<>();
    for (RecordComponent component : composed.getClass().getRecordComponents()) {
      String name = component.getName();
      items.put(name, of(component(composed, component, where), where + "." + name, depth + 1));
    }
    return items;
  }

  private static @Nullable Object component(
      Record composed, RecordComponent component, String where) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(composed);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new ProcessCallException(
          "%s: component %s of record %s cannot be read; make the record public, or open its package to org.jexpy.host"
              .formatted(where, component.getName(), composed.getClass().getName()),
          e);
    }
  }
}
