package org.jexpy.host.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jexpy.host.state.Configurations.row;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jexpy.bindings.disk.FileLayer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of the configuration on a real disk: its text, and what is refused. */
final class ConfigurationFileTest {
  @TempDir Path directory;
  private ConfigurationFile file;

  @BeforeEach
  void inADirectory() {
    file = ConfigurationFile.of(FileLayer.real(), directory.resolve("primary.cfg"));
  }

  @Test
  void theTextIsThatOfASwitch() throws IOException {
    file.save(
        Configurations.of(
            "epm", row("process", "name", "greeter", "arg1", "a < b & c"), row("group")));

    assertThat(file.path())
        .hasContent(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <xos-configuration version="1">
              <xos-module-epm>
                <process>
                  <name>greeter</name>
                  <arg1>a &lt; b &amp; c</arg1>
                </process>
                <group>
                </group>
              </xos-module-epm>
            </xos-configuration>
            """);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(FileLayer.real().list(directory)).containsExactly("primary.cfg");
  }

  @Test
  void whatWasNeverSavedIsAbsent() {
    assertThat(file.load()).isEmpty();
    assertThat(file.setAside()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n",
        "\r\n and \r alone\t",
        "  both ends  ",
        "]]> <![CDATA[ &amp; <!-- -->",
        "Grüße, 世界, 🐍, \u0085 \u2028",
        "\"'<>&"
      })
  void everyValueComesBack(String value) {
    assertSurvives(Configurations.of("m", row("t", "c", value, "d", "")));
  }

  @Test
  void modulesTablesAndColumnsKeepTheirOrder() {
    assertSurvives(
        new Configuration(
            List.of(
                new Configuration.Module("z", List.of(row("b", "y", "1", "x", "2"), row("a"))),
                new Configuration.Module("a", List.of(row("a"), row("b"), row("a"))),
                new Configuration.Module("empty", List.of()))));
    assertSurvives(Configuration.EMPTY);
  }

  @Test
  void largeValuesFullOfMarkupComeBack() {
    assertSurvives(Configurations.of("m", row("t", "c", "<&>\r\n".repeat(500_000))));
  }

  @Test
  void tenThousandRowsComeBack() {
    Configuration.Row[] rows = new Configuration.Row[10_000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row("process", "name", "p" + i, "start", "auto");
    }
    assertSurvives(Configurations.of("epm", rows));
  }

  @Test
  void randomTextComesBack() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      StringBuilder value = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        value.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000));
      }
      String text = value.toString();
      if (XmlText.firstForbidden(text) < 0) {
        assertSurvives(Configurations.of("m", row("t", "c", text)));
      }
    }
  }

  private void assertSurvives(Configuration configuration) {
    byte[] bytes = ConfigurationXml.write(configuration);
    assertThat(ConfigurationReader.read(file.path(), bytes)).isEqualTo(configuration);
  }

  @ParameterizedTest
  @CsvSource({"0, 0000", "27, 001B", "65534, FFFE", "55357, D83D"})
  void aCharacterThatXmlCannotHoldIsRefusedByName(int character, String name) {
    assertThatThrownBy(() -> new Configuration.Column("arg1", "ab" + (char) character))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column 'arg1'")
        .hasMessageContaining("U+" + name + " at index 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1st", "a b", "a<b", "a:b", "naïve", "../x"})
  void aNameThatCannotBeAnElementIsRefused(String name) {
    assertThatThrownBy(() -> row(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "' cannot be the name of a table");
  }

  @Test
  void whatStandsTwiceIsRefused() {
    Configuration.Module module = new Configuration.Module("m", List.of());

    assertThatThrownBy(() -> new Configuration(List.of(module, module)))
        .hasMessageContaining("module 'm' stands twice");
    assertThatThrownBy(() -> row("t", "c", "1", "c", "2"))
        .hasMessageContaining("column 'c' stands twice in a row of table 't'");
  }

  @Test
  void tooLargeAConfigurationIsRefusedBeforeTheFileIsTouched() {
    file.save(Configuration.EMPTY);
    Configuration large =
        Configurations.of("m", row("t", "c", "x".repeat(ConfigurationXml.MAX_BYTES)));

    assertThatThrownBy(() -> file.save(large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too large");
    assertThat(file.load()).contains(Configuration.EMPTY);
  }

  private static final String HEAD = "<xos-configuration version='1'>\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | it is empty | ''",
        "1 | Content is not allowed in prolog | 'garbage'",
        "2 | XML document structures must start and end | '<xos-configuration version=\"1\">\n'",
        "1 | the root is <html> | '<html/>'",
        "1 | its version is missing | '<xos-configuration/>'",
        "1 | its version is '2' | '<xos-configuration version=\"2\"/>'",
        "2 | a document type declaration is not allowed | '<?xml version=\"1.0\"?>\n<!DOCTYPE a><a/>'",
        "2 | <epm> stands where a module | 'HEAD<epm/></xos-configuration>'",
        "3 | text stands where an element | 'HEAD\ntext</xos-configuration>'",
        "2 | has the attribute 'x' | 'HEAD<xos-module-m x=\"1\"/></xos-configuration>'",
        "2 | <deep> stands in the value of column 'c' | 'HEAD<xos-module-m><t><c><deep/></c></t></xos-module-m></xos-configuration>'",
        "2 | column 'c' stands twice | 'HEAD<xos-module-m><t><c/><c/></t></xos-module-m></xos-configuration>'",
        "2 | module 'm' stands there twice | 'HEAD<xos-module-m/><xos-module-m/></xos-configuration>'",
        "2 | xyz | 'HEAD<xos-module-m><t><c>&xyz;</c></t></xos-module-m></xos-configuration>'",
        "2 | 'xos-a:b' | 'HEAD<xos-module-xos-a:b/></xos-configuration>'",
        "3 | junk | 'HEAD</xos-configuration>\njunk'",
      })
  void whatIsNoConfigurationIsRefusedByLineAndReason(int line, String reason, String content)
      throws IOException {
    String text = content.replace("HEAD", HEAD);
    Files.writeString(file.path(), text);

    assertThatThrownBy(file::load)
        .isInstanceOfSatisfying(
            ConfigurationUnreadableException.class,
            failure -> {
              assertThat(failure).hasMessageContaining("'" + file.path() + "' cannot be used");
              assertThat(failure).hasMessageContaining("mv '");
              if (!reason.equals("junk")) {
                assertThat(failure).hasMessageContaining(reason);
              }
              assertThat(failure.line()).isEqualTo(line);
            });
    assertThat(file.path()).hasContent(text);
  }

  @Test
  void entitiesOfADocumentTypeReachNeitherFilesNorMemory() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "secret text");
    Files.writeString(
        file.path(),
        """
        <!DOCTYPE x [<!ENTITY s SYSTEM "%s"> <!ENTITY a "aaaaaaaaaa"> <!ENTITY b "&a;&a;&a;">]>
        <xos-configuration version="1"><xos-module-m><t><c>&s;&b;</c></t></xos-module-m></xos-configuration>
        """
            .formatted(secret.toUri()));

    assertThatThrownBy(file::load)
        .isInstanceOf(ConfigurationUnreadableException.class)
        .hasMessageContaining("document type")
        .hasMessageNotContaining("secret text");
  }

  @Test
  void aTornOrDamagedFileIsAlwaysRefusedByItsException() {
    byte[] whole = ConfigurationXml.write(Configurations.generation(1));
    for (int length = 0; length < whole.length - 1; length += 97) {
      byte[] torn = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ConfigurationReader.read(file.path(), torn))
          .isInstanceOf(ConfigurationUnreadableException.class);
    }
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      byte[] damaged = whole.clone();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        ConfigurationReader.read(file.path(), damaged);
      } catch (ConfigurationUnreadableException e) {
        assertThat(e).hasMessageContaining("cannot be used");
      }
    }
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] bytes =
        (HEAD + "<xos-module-m><t><c>\u00ff</c></t></xos-module-m></xos-configuration>")
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> ConfigurationReader.read(file.path(), bytes))
        .isInstanceOf(ConfigurationUnreadableException.class);
  }

  @Test
  void commentsAndProcessingInstructionsAreRead() {
    byte[] bytes =
        """
        <?xml version="1.0"?>
        <?made by="hand"?>
        <!-- mine -->
        <xos-configuration version="1"><!-- a --><xos-module-m><t><c>1<!-- b -->2<![CDATA[<3>]]></c></t></xos-module-m></xos-configuration>
        """
            .getBytes(StandardCharsets.UTF_8);

    assertThat(ConfigurationReader.read(file.path(), bytes))
        .isEqualTo(Configurations.of("m", row("t", "c", "12<3>")));
  }

  @Test
  void aFileThatCannotBeUsedIsSetAsideUnderTheNextFreeNumber() throws IOException {
    Files.writeString(directory.resolve("primary.cfg.bad-1"), "earlier");
    Files.writeString(file.path(), "torn");

    assertThat(file.setAside()).contains(directory.resolve("primary.cfg.bad-2"));
    assertThat(directory.resolve("primary.cfg.bad-2")).hasContent("torn");
    assertThat(directory.resolve("primary.cfg.bad-1")).hasContent("earlier");
    assertThat(file.load()).isEmpty();
  }

  @Test
  void aFileThatTheDiskDoesNotGiveIsToldInWords() throws IOException {
    ConfigurationFile folder =
        ConfigurationFile.of(FileLayer.real(), Files.createDirectory(directory.resolve("a.cfg")));
    assertThatThrownBy(folder::load)
        .isInstanceOf(ConfigurationUnreadableException.class)
        .hasMessageContaining("it cannot be read: Is a directory")
        .message()
        .doesNotContain("Exception");
    assertThatThrownBy(() -> folder.save(Configuration.EMPTY))
        .isInstanceOf(ConfigurationNotSavedException.class)
        .message()
        .doesNotContain("Exception");
  }
}
