package org.jexpy.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void simpleValues() {
    List<@Nullable Object> values =
        Arrays.asList(
            null, true, -1, 1.5, 1e300, Double.NaN, Float.POSITIVE_INFINITY, URI.create("x"));

    assertThat(Json.write(values)).isEqualTo("[null,true,-1,1.5,1.0E300,null,null,\"x\"]");
  }

  @Test
  void stringsAreEscaped() {
    assertThat(Json.write("\"\\/\b\n\r\t\u0000\u007f\u2028é\ud83d\ude00\ud83d!\ude00"))
        .isEqualTo("\"\\\"\\\\/\\u0008\\n\\r\\t\\u0000\\u007f\u2028é\ud83d\ude00\\ud83d!\\ude00\"");
  }

  @Test
  void nestedValues() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("a", List.of(Map.of(), List.of()));
    map.put("b", null);

    assertThat(Json.write(map)).isEqualTo("{\"a\":[{},[]],\"b\":null}");
  }
}
