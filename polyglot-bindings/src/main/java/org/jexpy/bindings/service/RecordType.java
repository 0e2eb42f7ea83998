package org.jexpy.bindings.service;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jexpy.bindings.service.ServiceCodecException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A record, by its components in their order. Two versions of one record do not understand each
 * other, and say so: both ends of a connection come from one distribution.
 */
final class RecordType implements PlainType {
  private final Class<?> type;
  private final RecordComponent[] components;
  private final Constructor<?> constructor;
  private List<PlainType> types = List.of();

  RecordType(Class<?> type) {
    this.type = type;
    this.components = type.getRecordComponents();
    try {
      this.constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
    constructor.setAccessible(true);
    Arrays.stream(components).forEach(component -> component.getAccessor().setAccessible(true));
  }

  RecordComponent[] components() {
    return components;
  }

  /** Completes the type; apart from the constructor because records may contain themselves. */
  void complete(List<PlainType> componentTypes) {
    types = List.copyOf(componentTypes);
  }

  @Override
  public void write(WireWriter out, @Nullable Object value) {
    Object instance = CompoundTypes.present(value, this);
    out.enter(describe());
    out.tag(Tag.RECORD);
    out.unsigned(components.length);
    for (int i = 0; i < components.length; i++) {
      types.get(i).write(out, get(components[i], instance));
    }
    out.leave();
  }

  @Override
  public Object read(WireReader in) {
    in.enter(describe());
    in.expect(Tag.RECORD, describe());
    int count = in.count(describe());
    if (count != components.length) {
      throw in.error(
          Reason.WRONG_KIND,
          "%s: %d components, this version has %d".formatted(describe(), count, components.length));
    }
    @Nullable Object[] values = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = types.get(i).read(in);
    }
    in.leave();
    return construct(in, values);
  }

  @Override
  public String describe() {
    return type.getSimpleName();
  }

  private Object construct(WireReader in, @Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw in.error(
          Reason.REFUSED, "%s refuses its values: %s".formatted(describe(), e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + type.getName(), e);
    }
  }

  private static @Nullable Object get(RecordComponent component, Object instance) {
    try {
      return component.getAccessor().invoke(instance);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
