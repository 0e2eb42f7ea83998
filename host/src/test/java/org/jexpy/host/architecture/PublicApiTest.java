package org.jexpy.host.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jexpy.bindings.exos.core.InvalidProcessNameException;
import org.jexpy.sandbox.callgraph.CallTimeoutException;
import org.jexpy.sandbox.callgraph.DeadlockDetectedException;
import org.junit.jupiter.api.Test;

/**
 * What programs may rely on is written down in {@code host/api/public-api.txt}: the public types of
 * the packages below, and what can be reached from them. A change of it is seen in review, and a
 * line that goes away breaks programs.
 */
final class PublicApiTest {
  private static final List<String> PACKAGES =
      List.of("org.jexpy.host.container", "org.jexpy.host.process", "org.jexpy.host.junit");

  /** Thrown without being declared. */
  private static final List<Class<?>> THROWN =
      List.of(
          InvalidProcessNameException.class,
          CallTimeoutException.class,
          DeadlockDetectedException.class);

  private static final Path RECORDED = Path.of("api", "public-api.txt");

  @Test
  void theApiIsTheRecordedOne() throws IOException {
    String found = listing();
    Path actual = Files.writeString(Path.of("target", "public-api.txt"), found);

    assertThat(found)
        .as(
            """
            The API is not the recorded one. Lines that are only in %2$s would break programs:
            keep them, or deprecate them for a release first. If the change is wanted:
                cp host/%1$s host/%2$s
            and say in CHANGELOG.md what it means to users""",
            actual, RECORDED)
        .isEqualTo(Files.exists(RECORDED) ? Files.readString(RECORDED) : "");
  }

  private static String listing() {
    TreeMap<String, Class<?>> types = new TreeMap<>();
    Deque<Class<?>> toDo = new ArrayDeque<>(THROWN);
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(PACKAGES)
            .stream()
            .filter(type -> PACKAGES.contains(type.getPackageName()))
            .map(JavaClass::reflect)
            .filter(PublicApiTest::isReachable)
            .forEach(toDo::add);
    while (!toDo.isEmpty()) {
      Class<?> type = toDo.pop();
      if (types.putIfAbsent(type.getName(), type) == null) {
        mentioned(type)
            .filter(other -> other.getName().startsWith("org.jexpy.") && isReachable(other))
            .forEach(toDo::add);
      }
    }
    return types.values().stream()
        .map(type -> type.toGenericString() + superTypes(type) + "\n" + members(type))
        .collect(Collectors.joining("\n"));
  }

  private static boolean isReachable(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return isReachable(type.getModifiers()) && (outer == null || isReachable(outer));
  }

  private static boolean isReachable(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String superTypes(Class<?> type) {
    List<String> names =
        Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()),
                Arrays.stream(type.getGenericInterfaces()))
            .map(Type::getTypeName)
            .filter(name -> !name.equals("java.lang.Object"))
            .toList();
    return names.isEmpty() ? "" : " : " + String.join(", ", names);
  }

  private static String members(Class<?> type) {
    Set<String> lines = new TreeSet<>();
    for (Field field : type.getDeclaredFields()) {
      if (isReachable(field.getModifiers())) {
        lines.add(line(type, field.toGenericString()));
      }
    }
    executables(type).forEach(member -> lines.add(line(type, member.toGenericString())));
    return String.join("", lines);
  }

  private static String line(Class<?> type, String member) {
    return "  %s\n".formatted(member.replace(type.getName() + ".", ""));
  }

  private static List<Executable> executables(Class<?> type) {
    Stream<Constructor<?>> constructors = Arrays.stream(type.getDeclaredConstructors());
    Stream<Method> methods = Arrays.stream(type.getDeclaredMethods());
    return Stream.concat(constructors, methods)
        .filter(member -> isReachable(member.getModifiers()) && !member.isSynthetic())
        .map(Executable.class::cast)
        .toList();
  }

  private static Stream<Class<?>> mentioned(Class<?> type) {
    Stream<Type> outside =
        Stream.concat(
            Stream.ofNullable(type.getGenericSuperclass()),
            Arrays.stream(type.getGenericInterfaces()));
    Stream<Type> nested = Arrays.stream(type.getDeclaredClasses());
    Stream<Type> inMembers =
        executables(type).stream()
            .flatMap(
                member ->
                    Stream.of(
                            List.of(member.getGenericParameterTypes()),
                            List.of(member.getGenericExceptionTypes()),
                            member instanceof Method method
                                ? List.of(method.getGenericReturnType())
                                : List.<Type>of())
                        .flatMap(Collection::stream));
    return Stream.of(outside, nested, inMembers)
        .flatMap(types -> types)
        .flatMap(PublicApiTest::classes);
  }

  private static Stream<Class<?>> classes(Type type) {
    return switch (type) {
      case Class<?> one -> Stream.of(one.isArray() ? one.getComponentType() : one);
      case ParameterizedType generic ->
          Stream.concat(
              classes(generic.getRawType()),
              Arrays.stream(generic.getActualTypeArguments()).flatMap(PublicApiTest::classes));
      default -> Stream.empty();
    };
  }
}
