package org.jexpy.host.state;

import java.nio.charset.StandardCharsets;

/**
 * The text of a configuration file (specification of EXOS §3.4): root {@code xos-configuration}, in
 * it {@code xos-module-NAME} for each module, in that an element per row, named after the table, in
 * that an element per column.
 */
final class ConfigurationXml {
  static final String ROOT = "xos-configuration";

  static final String MODULE_PREFIX = "xos-module-";

  static final String VERSION = "version";

  /** The version of this shape; a file of another version is not read. */
  static final String FORMAT = "1";

  /** Thousands of processes; a bound for what a damaged or hostile file can make us hold. */
  static final int MAX_BYTES = 16 << 20;

  /** How many modules, rows and columns a file may have. */
  static final int MAX_ELEMENTS = 400_000;

  private ConfigurationXml() {}

  /**
   * Write a configuration.
   *
   * @return the bytes of the file
   * @throws IllegalArgumentException if it is larger than a file may be
   */
  static byte[] write(Configuration configuration) {
    StringBuilder xml = new StringBuilder(4096);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<%s %s=\"%s\">\n".formatted(ROOT, VERSION, FORMAT));
    int elements = configuration.modules().size();
    for (Configuration.Module module : configuration.modules()) {
      String element = MODULE_PREFIX + module.name();
      xml.append("  <").append(element).append(">\n");
      for (Configuration.Row row : module.rows()) {
        elements += 1 + row.columns().size();
        xml.append("    <").append(row.table()).append(">\n");
        for (Configuration.Column column : row.columns()) {
          xml.append("      <").append(column.name()).append('>');
          XmlText.append(xml, column.value());
          xml.append("</").append(column.name()).append(">\n");
        }
        xml.append("    </").append(row.table()).append(">\n");
        require(elements, xml.length());
      }
      xml.append("  </").append(element).append(">\n");
    }
    xml.append("</").append(ROOT).append(">\n");
    byte[] bytes = xml.toString().getBytes(StandardCharsets.UTF_8);
    require(elements, bytes.length);
    return bytes;
  }

  private static void require(int elements, int bytes) {
    if (elements > MAX_ELEMENTS || bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the configuration is too large: a file holds %d modules, rows and columns in %d bytes; configure less, or keep large values in files of their own"
              .formatted(MAX_ELEMENTS, MAX_BYTES));
    }
  }
}
