package org.jexpy.host.xenstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of lines in ASCII: dumps and recordings. Blank lines and those with {@code #} say nothing.
 */
final class TextLines {
  private TextLines() {}

  /**
   * Reads a line.
   *
   * @param <T> what it says
   */
  @FunctionalInterface
  interface Reader<T> {
    /**
     * Read it.
     *
     * @param where the file and the number of the line, for complaints
     * @param line the line
     * @throws IOException if it makes no sense
     */
    T read(String where, String line) throws IOException;
  }

  /**
   * Read a file.
   *
   * @param name its path; {@code -} is the standard input
   * @param what what it should be, for complaints
   * @param reader reads each line that says something
   * @throws IOException if it cannot be read, or makes no sense
   */
  static <T> List<T> read(String name, String what, Reader<T> reader) throws IOException {
    List<T> all = new ArrayList<>();
    int number = 0;
    for (String line : lines(name, what)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        all.add(reader.read("%s, line %d".formatted(name, number), line));
      }
    }
    return all;
  }

  private static List<String> lines(String name, String what) throws IOException {
    try {
      byte[] content =
          name.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
      // Not by String's own way, which would put something else where it is no ASCII.
      return StandardCharsets.US_ASCII
          .newDecoder()
          .decode(ByteBuffer.wrap(content))
          .toString()
          .lines()
          .toList();
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file '%s'".formatted(name), e);
    } catch (CharacterCodingException e) {
      throw new IOException("'%s' is no %s: it is no ASCII text".formatted(name, what), e);
    }
  }
}
