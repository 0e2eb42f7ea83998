package org.jexpy.host.state;

import java.io.IOException;
import java.nio.file.Path;
import org.jexpy.host.process.StateException;
import org.jexpy.sandbox.fs.FileFailures;

/** A configuration could not be saved. What was saved before is still there. */
public final class ConfigurationNotSavedException extends StateException {
  private static final long serialVersionUID = 1L;

  ConfigurationNotSavedException(Path file, IOException cause) {
    super(
        "the configuration was not saved to '%s': %s; make room, or make the folder writable, and save again"
            .formatted(file, FileFailures.reason(cause)),
        cause);
  }
}
