package org.jexpy.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class FailuresTest {
  @Test
  void whatHasNoMessageIsToldAllTheSame() {
    assertThat(Failures.text(new CompletionException(new IllegalStateException("so it is"))))
        .isEqualTo("so it is");
    assertThat(Failures.text(new NullPointerException()))
        .isEqualTo("an error inside jexpy; the log of the program tells more");
    assertThat(Failures.text(new StackOverflowError())).doesNotContain("Error");
    assertThat(Failures.text(new OutOfMemoryError())).contains("memory");
  }
}
