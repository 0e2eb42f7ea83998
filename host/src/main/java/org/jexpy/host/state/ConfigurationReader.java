package org.jexpy.host.state;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads what {@link ConfigurationXml} wrote, and refuses everything else by name and line. */
final class ConfigurationReader {
  private static final XMLInputFactory FACTORY = factory();

  private final Path file;
  private final XMLStreamReader xml;
  private int elements;

  private ConfigurationReader(Path file, XMLStreamReader xml) {
    this.file = file;
    this.xml = xml;
  }

  /**
   * Read a file's content.
   *
   * @param file what to name in errors
   * @param content its bytes
   * @return the configuration
   * @throws ConfigurationUnreadableException if it is none
   */
  static Configuration read(Path file, byte[] content) {
    if (content.length == 0) {
      throw new ConfigurationUnreadableException(file, 0, "it is empty", null);
    }
    if (content.length > ConfigurationXml.MAX_BYTES) {
      throw new ConfigurationUnreadableException(
          file, 0, "it is larger than %d bytes".formatted(ConfigurationXml.MAX_BYTES), null);
    }
    try {
      XMLStreamReader xml = FACTORY.createXMLStreamReader(new ByteArrayInputStream(content));
      return new ConfigurationReader(file, xml).read();
    } catch (XMLStreamException e) {
      Location where = e.getLocation();
      throw new ConfigurationUnreadableException(
          file, where == null ? 0 : where.getLineNumber(), reason(e), e);
    } catch (ConfigurationUnreadableException e) {
      throw e;
    } catch (RuntimeException e) {
      // The parser answers some bytes so, in particular those that are no text of the encoding.
      throw new ConfigurationUnreadableException(file, 0, "it is no XML: " + e.getMessage(), e);
    }
  }

  private Configuration read() throws XMLStreamException {
    enterRoot();
    List<Configuration.Module> modules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    while (toChild()) {
      Configuration.Module module = readModule();
      if (!names.add(module.name())) {
        throw unreadable("module '%s' stands there twice".formatted(module.name()));
      }
      modules.add(module);
    }
    while (xml.hasNext()) {
      // Only comments and white space may follow; the parser sees to it.
      xml.next();
    }
    return new Configuration(modules);
  }

  private void enterRoot() throws XMLStreamException {
    while (xml.next() != XMLStreamConstants.START_ELEMENT) {
      if (xml.getEventType() == XMLStreamConstants.DTD) {
        throw unreadable("a document type declaration is not allowed");
      }
    }
    if (!xml.getLocalName().equals(ConfigurationXml.ROOT)) {
      throw unreadable(
          "the root is <%s>, not <%s>".formatted(xml.getLocalName(), ConfigurationXml.ROOT));
    }
    String version = xml.getAttributeValue(null, ConfigurationXml.VERSION);
    if (!ConfigurationXml.FORMAT.equals(version)) {
      throw unreadable(
          "its version is %s; this jexpy reads version %s"
              .formatted(
                  version == null ? "missing" : "'" + version + "'", ConfigurationXml.FORMAT));
    }
  }

  private Configuration.Module readModule() throws XMLStreamException {
    String element = enter();
    if (!element.startsWith(ConfigurationXml.MODULE_PREFIX)) {
      throw unreadable(
          "<%s> stands where a module is expected, such as <%sepm>"
              .formatted(element, ConfigurationXml.MODULE_PREFIX));
    }
    List<Configuration.Row> rows = new ArrayList<>();
    while (toChild()) {
      rows.add(readRow());
    }
    return checked(
        () ->
            new Configuration.Module(
                element.substring(ConfigurationXml.MODULE_PREFIX.length()), rows));
  }

  private Configuration.Row readRow() throws XMLStreamException {
    String table = enter();
    List<Configuration.Column> columns = new ArrayList<>();
    while (toChild()) {
      String name = enter();
      String value = readValue(name);
      columns.add(checked(() -> new Configuration.Column(name, value)));
    }
    return checked(() -> new Configuration.Row(table, columns));
  }

  private String readValue(String column) throws XMLStreamException {
    StringBuilder value = new StringBuilder();
    while (xml.next() != XMLStreamConstants.END_ELEMENT) {
      switch (xml.getEventType()) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            value.append(xml.getText());
        case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
        case XMLStreamConstants.START_ELEMENT ->
            throw unreadable(
                "<%s> stands in the value of column '%s'".formatted(xml.getLocalName(), column));
        default -> throw unreadable("the value of column '%s' is no text".formatted(column));
      }
    }
    return value.toString();
  }

  /** Goes to the next child of the element that is being read, or to its end. */
  private boolean toChild() throws XMLStreamException {
    while (true) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          return true;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return false;
        }
        case XMLStreamConstants.COMMENT,
            XMLStreamConstants.PROCESSING_INSTRUCTION,
            XMLStreamConstants.SPACE -> {}
        default -> {
          if (!xml.isWhiteSpace()) {
            throw unreadable("text stands where an element is expected");
          }
        }
      }
    }
  }

  private String enter() {
    elements++;
    if (elements > ConfigurationXml.MAX_ELEMENTS) {
      throw unreadable("there are more than %d elements".formatted(ConfigurationXml.MAX_ELEMENTS));
    }
    if (xml.getAttributeCount() > 0) {
      throw unreadable(
          "<%s> has the attribute '%s'; only the root has one"
              .formatted(xml.getLocalName(), xml.getAttributeLocalName(0)));
    }
    return xml.getLocalName();
  }

  private <T> T checked(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  private ConfigurationUnreadableException unreadable(String reason) {
    return new ConfigurationUnreadableException(
        file, xml.getLocation().getLineNumber(), reason, null);
  }

  /** The parser's message without its own account of the place, which is said already. */
  private static String reason(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int text = message.indexOf("Message: ");
    return (text < 0 ? message : message.substring(text + "Message: ".length())).strip();
  }

  private static XMLInputFactory factory() {
    // Not newFactory: another parser on the class path may have other defaults.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    // The JDK counts "&amp;" and the document itself, too; those are bounded by the file's size.
    for (String limit :
        List.of(
            "jdk.xml.maxGeneralEntitySizeLimit",
            "jdk.xml.totalEntitySizeLimit",
            "jdk.xml.entityExpansionLimit")) {
      factory.setProperty(limit, Integer.toString(ConfigurationXml.MAX_BYTES));
    }
    return factory;
  }
}
