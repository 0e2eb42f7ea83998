package org.jexpy.sandbox.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InetTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "127.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "1::",
        "2001:db8::1:0:0:1",
        "1:2:3:4:5:6:7:8",
        "1:0:3:4:5:6:7:8",
        "::1.2.3.4",
        "1:2:3::7:8"
      })
  void addressPrintsInItsShortestForm(String text) throws Exception {
    assertThat(InetText.format(InetAddress.getByName(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "1.2.3", "1.2.3.256", "a.b.c.d", "1.2.3.", "", "12345"})
  void nameIsNoNumber(String text) {
    assertThat(InetText.isNumeric(text)).isFalse();
  }
}
