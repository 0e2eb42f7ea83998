package org.jexpy.bindings.exos.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jexpy.bindings.service.CallContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogComponentTest {
  private final LogComponent component = new LogComponent("vlan", Severity.INFO);

  @ParameterizedTest
  @CsvSource({
    "%a%, 1",
    "%b%%a%, 21",
    "100%a%, 1001",
    "100%%a%, 100%1",
    "%c%a%, %c1",
    "%a, %a",
    "%%, %%",
    "50 % and %b%, 50 % and 2",
    "none, none"
  })
  void onlyTheNamesOfParametersArePlaceholders(String template, String text) {
    assertThat(new ConditionText(template, List.of("a", "b")).fill(List.of("1", "2")))
        .isEqualTo(text);
  }

  @Test
  void aValueIsNoTemplate() {
    assertThat(new ConditionText("%a% %b%", List.of("a", "b")).fill(List.of("%b%", "2")))
        .isEqualTo("%b% 2");
  }

  @Test
  void aConditionThatIsMetHasItsSeverityAndText() {
    component.add("up", "port %port%", List.of("port"), Severity.WARNING);

    assertThat(component.meet("up", List.of("7")))
        .isEqualTo(new LoggedCondition("vlan", "up", Severity.WARNING, "port 7"));
  }

  @Test
  void whatMattersLessThanTheThresholdIsNotRecorded() {
    assertThat(component.records(new LoggedCondition("vlan", "a", Severity.INFO, ""))).isTrue();
    assertThat(component.records(new LoggedCondition("vlan", "a", Severity.DEBUG_SUMMARY, "")))
        .isFalse();
  }

  @Test
  void anUnknownConditionIsNamedWithThoseThatThereAre() {
    component.add("up", "", List.of(), Severity.INFO);

    assertThatThrownBy(() -> component.meet("down", List.of()))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("log component 'vlan' has no condition 'down'; it has [up]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a.b", "a>b", "a\n"})
  void aNameThatWouldBreakTheLineIsRefused(String name) {
    assertThatThrownBy(() -> new LogComponent(name, Severity.INFO))
        .isInstanceOf(InvalidConditionException.class);
    assertThatThrownBy(() -> component.add(name, "", List.of(), Severity.INFO))
        .isInstanceOf(InvalidConditionException.class);
  }

  @Test
  void theLineOfARecordIsThatOfShowLog() {
    Instant time = Instant.parse("2026-01-02T03:04:05.678Z");
    var met = new LoggedCondition("System", "userComment", Severity.INFO, "a\r\nb\u001b[2J\tc\n");

    assertThat(LogLine.of(time, ZoneId.of("UTC"), met))
        .isEqualTo("01/02/2026 03:04:05.67 <Info:System.userComment> a\n    b?[2J\tc");
  }

  @Test
  void aLogThatCannotBeWrittenIsNoFailure() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    LogSink log = new StreamLog(full, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    log.print(CallContext.root(), "a");
    log.record(CallContext.root(), new LoggedCondition("a", "b", Severity.INFO, ""));
  }
}
