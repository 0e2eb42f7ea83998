package org.jexpy.bindings.exos.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A part of the system that logs, with its conditions: what an {@code ExosLogger} is. Safe for use
 * by many threads.
 */
public final class LogComponent {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
  private static final Pattern CONDITION = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private final String name;
  private final Severity threshold;
  private final Map<String, Condition> conditions = new LinkedHashMap<>();

  private record Condition(Severity severity, ConditionText text) {}

  /**
   * A component without conditions.
   *
   * @param name its name
   * @param threshold what matters less is not recorded
   * @throws InvalidConditionException if no component may have that name
   */
  public LogComponent(String name, Severity threshold) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidConditionException(
          "name of a log component: '%s' (expected: a letter, then letters, digits, '_' and '-'; at most 64)"
              .formatted(name));
    }
    this.name = name;
    this.threshold = threshold;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Whether a condition is recorded, as opposed to being too unimportant. */
  public boolean records(LoggedCondition met) {
    return met.severity().atLeast(threshold);
  }

  /**
   * Add a condition.
   *
   * @param condition its name
   * @param text its text, with {@code %parameter%} where a value belongs
   * @param parameters the names of its values, in the order in which they are given
   * @param severity how much it matters
   * @throws InvalidConditionException if it cannot be a function's name, or is there already
   */
  public synchronized void add(
      String condition, String text, List<String> parameters, Severity severity) {
    if (!CONDITION.matcher(condition).matches()) {
      throw new InvalidConditionException(
          "name of a condition: '%s' (expected: the name of a function, at most 64 characters)"
              .formatted(condition));
    }
    if (conditions.containsKey(condition)) {
      throw new InvalidConditionException(
          "condition '%s' of log component '%s' exists already".formatted(condition, name));
    }
    conditions.put(condition, new Condition(severity, new ConditionText(text, parameters)));
  }

  /**
   * Meet a condition.
   *
   * @param condition its name
   * @param values its values, one for each parameter
   * @return the record
   * @throws InvalidConditionException if there is no such condition
   * @throws WrongArgumentsException if there is not one value for each parameter
   */
  public LoggedCondition meet(String condition, List<String> values) {
    Condition met = get(condition);
    int wanted = met.text().parameters().size();
    if (values.size() != wanted) {
      throw new WrongArgumentsException(
          "%s() takes %d argument%s (%s), but %d %s given"
              .formatted(
                  condition,
                  wanted,
                  wanted == 1 ? "" : "s",
                  wanted == 0 ? "none" : String.join(", ", met.text().parameters()),
                  values.size(),
                  values.size() == 1 ? "was" : "were"));
    }
    return new LoggedCondition(name, condition, met.severity(), met.text().fill(values));
  }

  private synchronized Condition get(String condition) {
    Condition found = conditions.get(condition);
    if (found == null) {
      throw new InvalidConditionException(
          "log component '%s' has no condition '%s'; it has %s"
              .formatted(name, condition, conditions.keySet()));
    }
    return found;
  }
}
