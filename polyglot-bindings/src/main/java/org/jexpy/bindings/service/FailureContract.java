package org.jexpy.bindings.service;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jexpy.bindings.service.PlainTypes.NotPlainException;
import org.jspecify.annotations.Nullable;

/**
 * How a declared exception travels: its message, and its detail if its constructor takes one.
 *
 * @param type the exception
 * @param constructor its constructor
 * @param detail the type of the detail, or null
 */
record FailureContract(
    Class<? extends ServiceException> type,
    Constructor<? extends ServiceException> constructor,
    @Nullable PlainType detail) {

  static FailureContract of(Class<?> declared, PlainTypes types, String where)
      throws NotPlainException {
    if (!ServiceException.class.isAssignableFrom(declared)
        || Modifier.isAbstract(declared.getModifiers())) {
      throw new NotPlainException(
          "%s: %s is no concrete ServiceException; a service declares only such exceptions"
              .formatted(where, declared.getName()));
    }
    Class<? extends ServiceException> type = declared.asSubclass(ServiceException.class);
    for (Constructor<?> candidate : type.getConstructors()) {
      Class<?>[] parameters = candidate.getParameterTypes();
      boolean message = parameters.length > 0 && parameters[0] == String.class;
      if (message && parameters.length == 1) {
        return new FailureContract(type, constructor(type, parameters), null);
      }
      if (message && parameters.length == 2 && parameters[1].isRecord()) {
        PlainType detail = types.of(parameters[1], where + ", detail of " + type.getSimpleName());
        return new FailureContract(type, constructor(type, parameters), detail);
      }
    }
    throw new NotPlainException(
        "%s: %s has no public constructor (String) or (String, record)"
            .formatted(where, type.getName()));
  }

  void write(WireWriter out, ServiceException failure) {
    out.text(messageOf(failure));
    if (detail != null) {
      detail.write(out, failure.detail().orElse(null));
    }
  }

  ServiceException read(WireReader in) {
    String message = in.text("message");
    Object[] arguments =
        detail == null ? new Object[] {message} : new Object[] {message, detail.read(in)};
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw in.error(
          ServiceCodecException.Reason.REFUSED,
          "%s refuses its values: %s".formatted(type.getSimpleName(), e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + type.getName(), e);
    }
  }

  static String messageOf(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  private static <T extends ServiceException> Constructor<T> constructor(
      Class<T> type, Class<?>[] parameters) {
    try {
      Constructor<T> constructor = type.getConstructor(parameters);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("no constructor in " + type.getName(), e);
    }
  }
}
