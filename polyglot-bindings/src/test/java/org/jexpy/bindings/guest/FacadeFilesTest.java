package org.jexpy.bindings.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jexpy.bindings.exos.guest.ExosExtension;
import org.jexpy.bindings.exos.guest.ExosProcess;
import org.jexpy.sandbox.GuestExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FacadeFilesTest {
  static Stream<GuestExtension> surfaces() {
    return Stream.of(
        new ExosExtension(
            false,
            services -> ExosProcess.standalone(services.gate(), new ByteArrayOutputStream())));
  }

  @ParameterizedTest
  @MethodSource("surfaces")
  void everyFacadeFileIsListedAndEveryListedFileExists(GuestExtension surface) throws Exception {
    assertThat(surface.facades().keySet())
        .containsExactlyInAnyOrderElementsOf(filesBeside(surface.getClass()));
  }

  private static List<String> filesBeside(Class<?> anchor) throws Exception {
    List<String> files = new ArrayList<>();
    for (String language : List.of("python", "js")) {
      URI place =
          Objects.requireNonNull(anchor.getResource(language), language + " of " + anchor).toURI();
      files.addAll(filesBelow(Path.of(place), language));
    }
    return files;
  }

  private static List<String> filesBelow(Path root, String language) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> language + "/" + root.relativize(file))
          .toList();
    }
  }
}
