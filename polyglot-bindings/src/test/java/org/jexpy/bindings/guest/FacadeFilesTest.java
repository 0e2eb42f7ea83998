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
import org.jexpy.bindings.exos.core.StandaloneCommands;
import org.jexpy.bindings.exos.guest.ExosExtension;
import org.jexpy.bindings.exos.guest.ExosProcess;
import org.jexpy.bindings.exos.guest.ExshExtension;
import org.jexpy.sandbox.GuestExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FacadeFilesTest {
  /** The surfaces of one package share their folders. */
  static Stream<List<GuestExtension>> packages() {
    return Stream.of(
        List.of(
            new ExosExtension(
                false,
                services -> ExosProcess.standalone(services.gate(), new ByteArrayOutputStream())),
            new ExshExtension(services -> new StandaloneCommands())));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void everyFacadeFileIsListedOnceAndEveryListedFileExists(List<GuestExtension> surfaces)
      throws Exception {
    List<String> listed =
        surfaces.stream().flatMap(surface -> surface.facades().keySet().stream()).toList();
    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(filesBeside(surfaces.getFirst().getClass()));
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
