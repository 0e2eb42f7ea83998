package org.jexpy.bindings.service;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns method calls into calls of the other end. */
final class ServiceProxy implements InvocationHandler {
  private final ServiceContract contract;
  private final OutgoingCalls calls;

  private ServiceProxy(ServiceContract contract, OutgoingCalls calls) {
    this.contract = contract;
    this.calls = calls;
  }

  static <S> S create(Class<S> type, ServiceContract contract, OutgoingCalls calls) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new ServiceProxy(contract, calls));
    return type.cast(proxy);
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    @Nullable Object[] values = arguments == null ? new @Nullable Object[0] : arguments;
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, values);
    }
    if (!Modifier.isAbstract(method.getModifiers())) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    MethodContract target = Objects.requireNonNull(contract.methods().get(method.getName()));
    return calls.call(contract, target, values);
  }

  @SuppressWarnings("ReferenceEquality") // a proxy stands for itself
  private Object ofObject(Object proxy, Method method, @Nullable Object[] values) {
    return switch (method.getName()) {
      case "equals" -> proxy == values[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "remote service '" + contract.name() + "'";
    };
  }
}
