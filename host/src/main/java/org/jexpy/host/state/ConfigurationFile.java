package org.jexpy.host.state;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jexpy.bindings.disk.DurableFile;
import org.jexpy.bindings.disk.FileLayer;
import org.jexpy.host.process.StateException;
import org.jexpy.sandbox.fs.FileFailures;

/**
 * The file of a saved configuration. A crash at any instant of {@link #save} leaves the old or the
 * new one; when it returned, the new one. Each method waits for the disk. One thread at a time may
 * save.
 */
public final class ConfigurationFile {
  private final FileLayer layer;
  private final Path file;

  private ConfigurationFile(FileLayer layer, Path file) {
    this.layer = layer;
    this.file = file;
  }

  /**
   * The file that a container starts from.
   *
   * @param directory its state directory
   */
  public static ConfigurationFile in(StateDirectory directory) {
    return of(FileLayer.real(), directory.paths().configuration());
  }

  /**
   * Any file.
   *
   * @param layer the disk
   * @param file the file, in a directory that exists
   */
  public static ConfigurationFile of(FileLayer layer, Path file) {
    return new ConfigurationFile(layer, file.toAbsolutePath());
  }

  /** The file. */
  public Path path() {
    return file;
  }

  /**
   * Load what was saved.
   *
   * @return the configuration; empty if nothing was ever saved
   * @throws ConfigurationUnreadableException if there is a file that cannot be used; it is kept
   */
  public Optional<Configuration> load() {
    byte[] content;
    try {
      content = layer.read(file, ConfigurationXml.MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ConfigurationUnreadableException(
          file, 0, "it cannot be read: " + FileFailures.reason(e), e);
    }
    return Optional.of(ConfigurationReader.read(file, content));
  }

  /**
   * Save a configuration in the place of what was saved before.
   *
   * @param configuration the configuration
   * @throws ConfigurationNotSavedException if the disk is full or fails
   * @throws IllegalArgumentException if it is larger than a file may be
   */
  public void save(Configuration configuration) {
    byte[] content = ConfigurationXml.write(configuration);
    try {
      new DurableFile(layer, file).replace(content);
    } catch (IOException e) {
      throw new ConfigurationNotSavedException(file, e);
    }
  }

  /**
   * Give a file that cannot be used another name, {@code NAME.bad-N} with the first free number, so
   * that nothing of it is lost when the next configuration is saved.
   *
   * @return where it is now; empty if there was none
   * @throws StateException if that is not possible
   */
  public Optional<Path> setAside() {
    Path directory = new DurableFile(layer, file).directory();
    String name = file.getFileName().toString();
    try {
      List<String> taken = layer.list(directory);
      if (!taken.contains(name)) {
        return Optional.empty();
      }
      int number = 1;
      while (taken.contains(name + ".bad-" + number)) {
        number++;
      }
      Path aside = file.resolveSibling(name + ".bad-" + number);
      layer.rename(file, aside);
      layer.syncDirectory(directory);
      return Optional.of(aside);
    } catch (IOException e) {
      throw new StateException(
          "'%s' cannot be set aside: %s".formatted(file, FileFailures.reason(e)), e);
    }
  }
}
