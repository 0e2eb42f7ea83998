package org.jexpy.sandbox.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionSetTest {
  @ParameterizedTest
  @EnumSource(Permission.class)
  void nothingIsAllowedUnlessGranted(Permission permission) {
    assertThat(PermissionSet.none().allows(permission, "/etc/passwd")).isFalse();
    assertThat(PermissionSet.none().allowsSome(permission)).isFalse();
    assertThat(PermissionSet.all().allows(permission, "/etc/passwd")).isTrue();
    assertThat(PermissionSet.all().deny(permission).allows(permission, "/etc/passwd")).isFalse();
    assertThat(PermissionSet.all().deny(permission).allowsSome(permission)).isFalse();
  }

  @ParameterizedTest(name = "{0} allow {1} deny {2}: {3} -> {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        // A denial beats a grant, whichever of the two is broader.
        "READ, /srv,          /srv/secret,  /srv/open,            true",
        "READ, /srv,          /srv/secret,  /srv/secret,          false",
        "READ, /srv,          /srv/secret,  /srv/secret/deep,     false",
        "READ, /srv,          /srv/secret,  /srv/secretly,        true",
        "READ, /srv/open,     /srv,         /srv/open/file,       false",
        "READ, /srv,          -,            /srv,                 true",
        "READ, /srv,          -,            /srvx,                false",
        "READ, /srv/,         -,            /srv/x,               true",
        "READ, /srv/./a/..,   -,            /srv/x,               true",
        "READ, /srv,          -,            /srv/../etc/passwd,   false",
        "READ, /srv,          -,            /etc/../srv/x,        true",
        "READ, /,             -,            /anything,            true",
        "ENV,  PATH,          -,            PATH,                 true",
        "ENV,  PATH,          -,            path,                 false",
        "ENV,  PATH,          -,            PATHX,                false",
        "ENV,  LC_*,          -,            LC_ALL,               true",
        "ENV,  LC_*,          -,            LC,                   false",
        "ENV,  *,             AWS_*,        HOME,                 true",
        "ENV,  *,             AWS_*,        AWS_KEY,              false",
        "ENV,  AWS_KEY,       *,            AWS_KEY,              false",
        "HOST, java.util.List,-,            java.util.List,       true",
        "HOST, java.util.List,-,            java.util.ListX,      false",
        "HOST, java.util.*,   -,            java.util.List,       true",
        "HOST, java.util.*,   -,            java.util.zip.CRC32,  true",
        "HOST, java.util.*,   -,            java.utils.Other,     false",
        "HOST, java.*,        java.lang.*,  java.lang.System,     false",
      })
  void aValueCoversWhatItSays(
      Permission permission, String allow, String deny, String resource, boolean expected) {
    PermissionSet set = PermissionSet.none().allow(permission, List.of(allow));
    if (deny != null) {
      set = set.deny(permission, List.of(deny));
    }
    assertThat(set.allows(permission, resource)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "net {0}: {1} -> {2}")
  @CsvSource({
    "example.com,            example.com:80,              true",
    "example.com,            example.com,                 true",
    "example.com,            EXAMPLE.com.:80,             true",
    "Example.COM.,           example.com:80,              true",
    "example.com,            sub.example.com:80,          false",
    "example.com,            badexample.com:80,           false",
    "*.example.com,          sub.example.com:80,          true",
    "*.example.com,          a.b.example.com:80,          true",
    "*.example.com,          example.com:80,              false",
    "*.example.com,          badexample.com:80,           false",
    "*,                      anything:1,                  true",
    "*:443,                  anything:443,                true",
    "*:443,                  anything:80,                 false",
    ":443,                   anything:443,                true",
    ":443,                   anything:4430,               false",
    "example.com:443,        example.com:443,             true",
    "example.com:443,        example.com:0443,            true",
    "example.com:443,        example.com:80,              false",
    "example.com:443,        example.com,                 true",
    "127.0.0.1,              127.0.0.1:8080,              true",
    "127.0.0.1:0,            127.0.0.1:0,                 true",
    "127.0.0.1,              127.0.0.11:8080,             false",
    "127.0.0.1,              127.1:8080,                  true",
    "127.0.0.1,              localhost:8080,              false",
    "::1,                    [::1]:80,                    true",
    "::1,                    [0:0:0:0:0:0:0:1]:80,        true",
    "[0:0:0:0:0:0:0:1],      ::1,                         true",
    "[::1]:80,               [::1]:80,                    true",
    "[::1]:80,               [::1]:81,                    false",
    "2001:DB8::1,            [2001:db8:0::1]:80,          true",
    "127.0.0.1,              [::ffff:127.0.0.1]:80,       true",
    "bücher.example,         xn--bcher-kva.example:80,    true",
    "xn--bcher-kva.example,  BÜCHER.example:80,           true",
    "unix:/run,              unix:/run/x.sock,            true",
    "unix:/run,              unix:/runner/x.sock,         false",
    "unix:/run/X.sock,       unix:/run/x.sock,            false",
    "unix:/run,              unix:/run/../etc/x,          false",
    "unix:/run,              run:1,                       false",
    "example.com,            unix:/example.com,           false",
    "*,                      unix:/run/x.sock,            true",
    ":80,                    unix:/run/x.sock,            false",
  })
  void anAddressIsComparedInOneForm(String value, String resource, boolean expected) {
    PermissionSet set = PermissionSet.none().allow(Permission.NET, List.of(value));
    assertThat(set.allows(Permission.NET, resource)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "deny net {0}: {1} -> {2}")
  @CsvSource({
    "example.com,       example.com:80,  false",
    "example.com,       example.com,     false",
    "example.com,       EXAMPLE.COM.:80, false",
    "example.com:25,    example.com:25,  false",
    "example.com:25,    example.com:80,  true",
    // Only one port is closed: looking the name up must still work for the others.
    "example.com:25,    example.com,     true",
    ":25,               example.com,     true",
    "::1,               [0:0::1]:80,     false",
    // All names of this machine are one, and what leads to it counts as it.
    "localhost,         127.0.0.1:80,    false",
    "127.0.0.1,         localhost:80,    false",
    "127.0.0.1:25,      0.0.0.0:25,      false",
    "127.0.0.1:25,      0.0.0.0:80,      true",
    "::1,               [::]:80,         false",
    "127.0.0.2,         127.0.0.1:80,    true",
    "127.0.0.1,         127.0.0.2:80,    false",
    "example.com,       localhost:80,    true",
  })
  void aDenialOfAPortLeavesTheName(String value, String resource, boolean expected) {
    PermissionSet set = PermissionSet.all().deny(Permission.NET, List.of(value));
    assertThat(set.allows(Permission.NET, resource)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "run allow {0}: {1} -> {2}")
  @CsvSource({
    "sh,           sh,               true",
    "sh,           /bin/sh,          true",
    "/bin/sh,      /bin/sh,          true",
    "/bin/../bin/sh, /bin/sh,        true",
    "/bin/sh,      sh,               true",
    "sh,           ./sh,             false",
    "sh,           /tmp/sh,          false",
    "sh,           bash,             false",
    "no-such-tool, no-such-tool,     true",
    "no-such-tool, /bin/no-such-tool,false",
  })
  void aBareProgramNameMeansTheOneOnThePath(String value, String resource, boolean expected) {
    PermissionSet set = PermissionSet.none().allow(Permission.RUN, List.of(value));
    assertThat(set.allows(Permission.RUN, resource)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "run deny {0}: {1}")
  @CsvSource({
    "sh,        sh",
    "sh,        /bin/sh",
    "sh,        /tmp/../bin/sh",
    "sh,        /opt/other/sh",
    "/bin/sh,   sh",
    "/bin/sh,   /bin/sh",
    "/bin/sh,   /usr/../bin/sh",
  })
  void aDeniedProgramIsDeniedUnderItsOtherNames(String value, String resource) {
    PermissionSet set = PermissionSet.all().deny(Permission.RUN, List.of(value));
    assertThat(set.allows(Permission.RUN, resource)).isFalse();
    assertThat(set.allows(Permission.RUN, "/bin/true")).isTrue();
  }

  @Test
  void grantsAddUp() {
    PermissionSet set =
        PermissionSet.none()
            .allow(Permission.ENV, List.of("A"))
            .allow(Permission.ENV, List.of("B", "C"));
    assertThat(List.of("A", "B", "C", "D"))
        .filteredOn(name -> set.allows(Permission.ENV, name))
        .containsExactly("A", "B", "C");
    assertThat(set.allow(Permission.ENV).allow(Permission.ENV, List.of("A")))
        .matches(wider -> wider.allows(Permission.ENV, "D"), "a value never narrows a grant");
  }

  @Test
  void aSetIsImmutable() {
    PermissionSet before = PermissionSet.none();
    before.allow(Permission.ENV);
    assertThat(before.allows(Permission.ENV, "A")).isFalse();
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({
    "THREADS, 4,                   takes no values",
    "NATIVE,  lib,                 takes no values",
    "READ,    ' ',                 empty value",
    "NET,     example.com:99999,   '99999'",
    "NET,     example.com:http,    expected 0 to 65535",
    "NET,     http://example.com,  neither a URL nor a range",
    "NET,     10.0.0.0/8,          neither a URL nor a range",
    "NET,     ':',                 expected HOST",
    "NET,     '[::1]x',            'x'",
  })
  void aSenselessValueIsRefusedByName(Permission permission, String value, String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PermissionSet.none().allow(permission, List.of(value)))
        .withMessageContaining("permission '" + permission.key() + "'")
        .withMessageContaining(text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PermissionSet.none().deny(permission, List.of(value)));
  }

  @Test
  void everyPermissionIsFoundByItsKey() {
    for (Permission permission : Permission.values()) {
      assertThat(Permission.of(permission.key())).contains(permission);
      assertThat(permission.takesValues()).isEqualTo(!permission.valueLabel().isEmpty());
    }
    assertThat(Permission.of("sing")).isEmpty();
  }
}
