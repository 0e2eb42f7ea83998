package org.jexpy.bindings.service;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jexpy.bindings.service.PlainTypes.NotPlainException;
import org.jspecify.annotations.Nullable;

/**
 * One method of a service, as it travels.
 *
 * @param method the method
 * @param arguments the parameters after the {@link CallContext}, in order
 * @param result the result
 * @param failures the declared exceptions by class name
 */
record MethodContract(
    Method method,
    List<Argument> arguments,
    PlainType result,
    Map<String, FailureContract> failures) {

  /** A parameter after the first. */
  sealed interface Argument {
    /** A value that the call carries. */
    record Data(PlainType type) implements Argument {}

    /** A sink, known by its place among the parameters; its events travel later. */
    record Sink(PlainType event) implements Argument {}
  }

  /** The number of sinks among the arguments. */
  int sinkCount() {
    return (int) arguments.stream().filter(Argument.Sink.class::isInstance).count();
  }

  /**
   * Find how a method travels.
   *
   * @param method the method
   * @param types the types known so far
   * @param breaches told what breaks the rule
   * @return the contract; of no use after a breach
   */
  static MethodContract of(Method method, PlainTypes types, Consumer<String> breaches) {
    String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    Parameter[] parameters = method.getParameters();
    if (method.getTypeParameters().length > 0) {
      breaches.accept(name + ": a generic method; write its types");
    }
    if (parameters.length == 0 || parameters[0].getType() != CallContext.class) {
      breaches.accept(
          name
              + ": the first parameter must be CallContext, which carries deadline and call chain");
    }
    List<Argument> arguments = new ArrayList<>();
    for (int i = 1; i < parameters.length; i++) {
      String where = "%s, parameter '%s'".formatted(name, parameters[i].getName());
      try {
        arguments.add(argument(parameters[i].getAnnotatedType(), types, where));
      } catch (NotPlainException e) {
        breaches.accept(String.valueOf(e.getMessage()));
      }
    }
    PlainType result = ScalarType.VOID;
    try {
      result = types.of(method.getAnnotatedReturnType(), name + ", result");
    } catch (NotPlainException e) {
      breaches.accept(String.valueOf(e.getMessage()));
    }
    Map<String, FailureContract> failures = new LinkedHashMap<>();
    for (Class<?> declared : method.getExceptionTypes()) {
      try {
        failures.put(
            declared.getName(), FailureContract.of(declared, types, name + ", throws clause"));
      } catch (NotPlainException e) {
        breaches.accept(String.valueOf(e.getMessage()));
      }
    }
    return new MethodContract(method, arguments, result, failures);
  }

  private static Argument argument(AnnotatedType type, PlainTypes types, String where)
      throws NotPlainException {
    boolean sink =
        type.getType() == EventSink.class
            || (type.getType() instanceof ParameterizedType parameterized
                && parameterized.getRawType() == EventSink.class);
    if (!sink) {
      return new Argument.Data(types.of(type, where));
    }
    if (!(type instanceof AnnotatedParameterizedType parameterized)) {
      throw new NotPlainException(where + ": a raw EventSink; write the type of its events");
    }
    AnnotatedType event = parameterized.getAnnotatedActualTypeArguments()[0];
    if (event.isAnnotationPresent(Nullable.class)) {
      throw new NotPlainException(where + ": the events of a sink must not be @Nullable");
    }
    return new Argument.Sink(types.of(event, where + ", event"));
  }
}
