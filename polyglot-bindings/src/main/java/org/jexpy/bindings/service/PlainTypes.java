package org.jexpy.bindings.service;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds how a declared type travels, or says why it may not. Plain data is: boolean, int, long,
 * double, String, byte[], Duration, Instant, List, Map from String, Optional, enums, records of
 * plain data, and sealed interfaces of those records and enums.
 */
final class PlainTypes {
  private static final String ALLOWED =
      "allowed are boolean, int, long, double, String, byte[], Duration, Instant, List<T>,"
          + " Map<String, T>, Optional<T>, enums, records of these and sealed interfaces of records";

  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry("float", "use double"),
          Map.entry("short", "use int"),
          Map.entry("byte", "use int"),
          Map.entry("char", "use String"),
          Map.entry("java.lang.Float", "use Double"),
          Map.entry("java.util.Date", "use Instant"),
          Map.entry("java.util.ArrayList", "use List"),
          Map.entry("java.util.HashMap", "use Map<String, T>"),
          Map.entry("java.util.Set", "use List"),
          Map.entry("java.nio.file.Path", "use String"),
          Map.entry("java.net.URI", "use String"),
          Map.entry("java.math.BigInteger", "use String"));

  private final Map<Class<?>, PlainType> known = new HashMap<>();

  /** A type that breaks the rule. The message names the place and says what is allowed. */
  static final class NotPlainException extends Exception {
    private static final long serialVersionUID = 1;

    NotPlainException(String message) {
      super(message);
    }
  }

  /**
   * Find how a type travels.
   *
   * @param type the type
   * @param where its place, for messages
   * @throws NotPlainException if it is no plain data
   */
  PlainType of(AnnotatedType type, String where) throws NotPlainException {
    PlainType bare = bare(type, where);
    return type.isAnnotationPresent(Nullable.class) ? new CompoundTypes.NullableOf(bare) : bare;
  }

  /** Find how a class without type arguments travels. */
  PlainType of(Class<?> type, String where) throws NotPlainException {
    return ofClass(type, where);
  }

  private PlainType bare(AnnotatedType annotated, String where) throws NotPlainException {
    Type type = annotated.getType();
    if (type instanceof Class<?> plain) {
      return ofClass(plain, where);
    }
    if (annotated instanceof AnnotatedParameterizedType parameterized) {
      Class<?> raw = (Class<?>) ((ParameterizedType) type).getRawType();
      AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
      if (raw == List.class) {
        return new CompoundTypes.ListOf(of(arguments[0], where + ", element"));
      }
      if (raw == Optional.class) {
        return new CompoundTypes.OptionalOf(of(arguments[0], where + ", value"));
      }
      if (raw == Map.class) {
        if (arguments[0].getType() != String.class) {
          throw new NotPlainException(
              "%s: the keys of a Map must be String, not %s"
                  .formatted(where, arguments[0].getType().getTypeName()));
        }
        return new CompoundTypes.MapOf(of(arguments[1], where + ", value"));
      }
      if (raw == EventSink.class) {
        throw new NotPlainException(
            where + ": an EventSink must be a parameter of the method itself, not a part of one");
      }
    }
    throw refuse(type, where);
  }

  private PlainType ofClass(Class<?> type, String where) throws NotPlainException {
    PlainType scalar = ScalarType.BY_CLASS.get(type);
    if (scalar != null) {
      return scalar;
    }
    PlainType found = known.get(type);
    if (found != null) {
      return found;
    }
    if (type.getTypeParameters().length > 0) {
      throw new NotPlainException(
          "%s: %s is generic; write its type arguments, or a record without them"
              .formatted(where, type.getName()));
    }
    if (type.isEnum()) {
      return remember(type, CompoundTypes.EnumOf.of(type));
    }
    if (type.isRecord()) {
      return record(type, where);
    }
    if (type.isSealed() && type.isInterface()) {
      return variant(type, where);
    }
    throw refuse(type, where);
  }

  private PlainType record(Class<?> type, String where) throws NotPlainException {
    RecordType made = new RecordType(type);
    known.put(type, made);
    List<PlainType> types = new ArrayList<>();
    for (RecordComponent component : made.components()) {
      String place =
          "%s, component %s.%s".formatted(where, type.getSimpleName(), component.getName());
      types.add(of(component.getAnnotatedType(), place));
    }
    made.complete(types);
    return made;
  }

  private PlainType variant(Class<?> type, String where) throws NotPlainException {
    VariantType made = new VariantType(type);
    known.put(type, made);
    Map<String, PlainType> variants = new LinkedHashMap<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      String place = "%s, variant %s".formatted(where, permitted.getSimpleName());
      if (!permitted.isRecord() && !permitted.isEnum()) {
        throw new NotPlainException(place + ": a variant must be a record or an enum");
      }
      if (variants.put(permitted.getSimpleName(), ofClass(permitted, place)) != null) {
        throw new NotPlainException(place + ": two variants have this simple name");
      }
    }
    made.complete(variants);
    return made;
  }

  private PlainType remember(Class<?> type, PlainType made) {
    known.put(type, made);
    return made;
  }

  private static NotPlainException refuse(Type type, String where) {
    String raw =
        type instanceof ParameterizedType parameterized
            ? parameterized.getRawType().getTypeName()
            : type.getTypeName();
    String advice = ADVICE.getOrDefault(raw, ALLOWED);
    return new NotPlainException(
        "%s: %s is not plain data; %s".formatted(where, type.getTypeName(), advice));
  }
}
