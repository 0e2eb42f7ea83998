package org.jexpy.bindings.service;

import java.util.Map;
import org.jexpy.bindings.service.ServiceCodecException.Reason;
import org.jspecify.annotations.Nullable;

/** A sealed interface of records and enums, by the simple name of the variant. */
final class VariantType implements PlainType {
  private final Class<?> type;
  private Map<String, PlainType> variants = Map.of();

  VariantType(Class<?> type) {
    this.type = type;
  }

  /** Completes the type; apart from the constructor because variants may contain the type. */
  void complete(Map<String, PlainType> variantTypes) {
    variants = Map.copyOf(variantTypes);
  }

  @Override
  public void write(WireWriter out, @Nullable Object value) {
    Object instance = CompoundTypes.present(value, this);
    Class<?> variant =
        instance instanceof Enum<?> constant ? constant.getDeclaringClass() : instance.getClass();
    PlainType variantType = variants.get(variant.getSimpleName());
    if (variantType == null) {
      throw new ServiceCodecException(
          Reason.UNKNOWN_NAME, "%s is no variant of %s".formatted(variant, describe()));
    }
    out.enter(describe());
    out.tag(Tag.VARIANT);
    out.name(variant.getSimpleName());
    variantType.write(out, instance);
    out.leave();
  }

  @Override
  public @Nullable Object read(WireReader in) {
    in.enter(describe());
    in.expect(Tag.VARIANT, describe());
    String name = in.name(describe());
    PlainType variantType = variants.get(name);
    if (variantType == null) {
      throw in.error(
          Reason.UNKNOWN_NAME,
          "%s has no variant '%s'; it has %s".formatted(describe(), name, variants.keySet()));
    }
    Object value = variantType.read(in);
    in.leave();
    return value;
  }

  @Override
  public String describe() {
    return type.getSimpleName();
  }
}
