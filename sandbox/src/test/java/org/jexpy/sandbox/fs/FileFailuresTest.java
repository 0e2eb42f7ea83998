package org.jexpy.sandbox.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FileFailuresTest {
  @Test
  void peopleAreToldReasonsAndNoNamesOfExceptions() {
    assertThat(FileFailures.reason(new AccessDeniedException("/x"))).isEqualTo("permission denied");
    assertThat(FileFailures.reason(new FileSystemException("/x", null, "Is a directory")))
        .isEqualTo("Is a directory");
    assertThat(FileFailures.reason(new IOException("No space left on device")))
        .isEqualTo("No space left on device");
    Stream.of(
            new NoSuchFileException("/x"),
            new FileAlreadyExistsException("/x"),
            new AccessDeniedException("/x"),
            new DirectoryNotEmptyException("/x"),
            new NotDirectoryException("/x"),
            new FileSystemException(null),
            new IOException(),
            new IllegalStateException((String) null))
        .map(FileFailures::reason)
        .forEach(
            reason -> assertThat(reason).doesNotContain("Exception", "null", "/x").isNotBlank());
  }
}
