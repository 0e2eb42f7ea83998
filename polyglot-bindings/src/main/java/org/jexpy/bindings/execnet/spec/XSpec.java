package org.jexpy.bindings.execnet.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jexpy.bindings.execnet.spec.XSpecException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a gateway (§1.9): parts between {@code //}, each a key, or a key and a value
 * behind the first {@code =}. A key without a value is true. Two are equal if their texts are.
 */
public final class XSpec {
  private static final String SEPARATOR = "//";
  private static final String ENVIRONMENT = "env";

  private final String text;
  private final Map<String, Object> values;
  private final Map<String, String> environment;

  private XSpec(String text, Map<String, Object> values, Map<String, String> environment) {
    this.text = text;
    this.values = Collections.unmodifiableMap(values);
    this.environment = Collections.unmodifiableMap(environment);
  }

  /**
   * Read a specification.
   *
   * @param text the text, {@code popen//python=python3}
   * @throws XSpecException if a part is empty, a key begins with {@code _}, or one comes twice
   */
  public static XSpec of(String text) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, String> environment = new LinkedHashMap<>();
    for (String part : text.split(SEPARATOR, -1)) {
      if (part.isEmpty()) {
        throw new XSpecException(Kind.INDEX_ERROR, "string index out of range");
      }
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      Object value = equals < 0 ? (Object) true : part.substring(equals + 1);
      if (key.startsWith("_")) {
        throw new XSpecException(Kind.ATTRIBUTE_ERROR, "'%s' not a valid XSpec key".formatted(key));
      }
      if (key.startsWith(ENVIRONMENT + ":")) {
        environment.put(key.substring(ENVIRONMENT.length() + 1), value.toString());
      } else if (key.equals(ENVIRONMENT) || values.put(key, value) != null) {
        throw new XSpecException(
            Kind.VALUE_ERROR, "duplicate key: '%s' in '%s'".formatted(key, text));
      }
    }
    return new XSpec(text, values, environment);
  }

  /**
   * The same specification with another value; its text stays what it was.
   *
   * @param key the key
   * @param value its value
   */
  public XSpec with(String key, String value) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.put(key, value);
    return new XSpec(text, changed, environment);
  }

  /**
   * Whether there is a key, and its value is not empty: what Python calls true.
   *
   * @param key the key
   */
  public boolean has(String key) {
    Object value = values.get(key);
    return value != null && !value.equals("");
  }

  /**
   * The value of a key; null if it has none, or is just there.
   *
   * @param key the key
   */
  public @Nullable String get(String key) {
    return values.get(key) instanceof String value ? value : null;
  }

  /** What the gateway is called, if that is said. A key without a value is its own name. */
  public Optional<String> id() {
    return Optional.ofNullable(values.get("id"))
        .map(id -> id.equals(true) ? "True" : id.toString());
  }

  /** All keys with their values, a text or {@link Boolean#TRUE}, in the order of the text. */
  public Map<String, Object> values() {
    return values;
  }

  /** The variables of {@code env:NAME=value}. */
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof XSpec spec && text.equals(spec.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Its text. */
  @Override
  public String toString() {
    return text;
  }
}
