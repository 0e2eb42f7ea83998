package org.jexpy.bindings.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plain data of every kind. */
final class Samples {
  private Samples() {}

  enum Color {
    RED,
    GREEN {
      @Override
      boolean restful() {
        return true;
      }
    };

    boolean restful() {
      return false;
    }
  }

  record Scalars(
      boolean flag,
      int small,
      long large,
      double real,
      String text,
      Duration time,
      Instant moment,
      Color color) {}

  record Tree(String label, List<Tree> children) {}

  sealed interface Shape {
    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}
  }

  record Everything(
      Scalars scalars,
      Optional<String> given,
      Optional<Integer> missing,
      @Nullable String nothing,
      Map<String, List<Long>> numbers,
      List<@Nullable String> holes,
      Shape shape,
      Tree tree) {}

  record Range(int low, int high) {
    Range {
      if (low > high) {
        throw new IllegalArgumentException("low " + low + " is above high " + high);
      }
    }
  }

  static Scalars scalars() {
    return new Scalars(
        true,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        -0.0,
        "grün 🐍 \uD800 alone",
        Duration.ofSeconds(-3, 7),
        Instant.parse("2026-11-21T10:00:00.123456789Z"),
        Color.GREEN);
  }

  static Everything everything() {
    return new Everything(
        scalars(),
        Optional.of("x"),
        Optional.empty(),
        null,
        Map.of("a", List.of(1L, -1L), "", List.of()),
        java.util.Arrays.asList("a", null, ""),
        new Shape.Square(2.5),
        new Tree("root", List.of(new Tree("leaf", List.of()))));
  }
}
