package org.jexpy.host.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jexpy.host.container.Container;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test method a container of its own, which is closed after it.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ContainerExtension CONTAINERS =
 *     ContainerExtension.of(builder -> builder.modules(Path.of("scripts")));
 *
 * @Test
 * void greets(Container container) { … }
 * }</pre>
 *
 * <p>The container is made when a method asks for it: the test, or a method that runs before or
 * after each. What its processes have printed, and what happened in the container, is added to the
 * failure of a test that fails. Tests may run in parallel.
 */
public final class ContainerExtension implements ParameterResolver, AfterEachCallback {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(ContainerExtension.class);

  private final Consumer<Container.Builder> plan;

  /**
   * Containers without modules and permissions of their own: for {@code @ExtendWith}, where
   * processes are programs of the system or modules in the working directory.
   */
  public ContainerExtension() {
    this(builder -> {});
  }

  private ContainerExtension(Consumer<Container.Builder> plan) {
    this.plan = plan;
  }

  /**
   * Containers made to a plan: for {@code @RegisterExtension}.
   *
   * @param plan says what each container is made of; called once for each, before it is started
   * @return the extension
   */
  public static ContainerExtension of(Consumer<Container.Builder> plan) {
    return new ContainerExtension(plan);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Container.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    if (test.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "each test method has a container of its own; ask for it in the method, or in one that runs before or after each, not in %s"
              .formatted(parameter.getDeclaringExecutable()));
    }
    return test.getStore(OURS).computeIfAbsent(this, self -> start(), Container.class);
  }

  private Container start() {
    Container.Builder builder = Container.builder();
    plan.accept(builder);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void afterEach(ExtensionContext test) {
    Container container = test.getStore(OURS).remove(this, Container.class);
    if (container == null) {
      return;
    }
    try (container) {
      test.getExecutionException()
          .ifPresent(failure -> failure.addSuppressed(ContainerLogs.of(container)));
    }
  }
}
