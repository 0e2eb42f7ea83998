package org.jexpy.bindings.execnet.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.jexpy.bindings.execnet.spec.XSpecException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class XSpecTest {
  @Test
  void readsKeysWithAndWithoutValues() {
    XSpec spec = XSpec.of("popen//python=a b=c//env:X=1=2//env:Y//id=gw//chdir=");

    assertThat(spec.has("popen")).isTrue();
    assertThat(spec.get("popen")).as("just there").isNull();
    assertThat(spec.get("python")).isEqualTo("a b=c");
    assertThat(spec.id()).contains("gw");
    assertThat(spec.get("chdir")).isEmpty();
    assertThat(spec.has("chdir")).as("what Python calls true").isFalse();
    assertThat(spec.has("ssh")).isFalse();
    assertThat(spec.environment()).containsExactly(Map.entry("X", "1=2"), Map.entry("Y", "true"));
    assertThat(spec).hasToString("popen//python=a b=c//env:X=1=2//env:Y//id=gw//chdir=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"|INDEX_ERROR|string index out of range",
        "popen//|INDEX_ERROR|string index out of range",
        "popen//_a=1|ATTRIBUTE_ERROR|'_a' not a valid XSpec key",
        "popen//popen|VALUE_ERROR|duplicate key: 'popen' in 'popen//popen'",
        "env=1|VALUE_ERROR|duplicate key: 'env' in 'env=1'",
      })
  void refusesWhatExecnetRefuses(String text, Kind kind, String message) {
    assertThatThrownBy(() -> XSpec.of(text))
        .isInstanceOfSatisfying(XSpecException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessage(message);
  }

  @Test
  void twoAreEqualIfTheirTextsAre() {
    XSpec spec = XSpec.of("popen");

    assertThat(spec.with("id", "gw1")).isEqualTo(spec).hasSameHashCodeAs(spec);
    assertThat(spec.with("id", "gw1").id()).contains("gw1");
    assertThat(spec.id()).isEmpty();
    assertThat(XSpec.of("id").id()).contains("True");
  }
}
