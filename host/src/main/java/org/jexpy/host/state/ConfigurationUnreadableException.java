package org.jexpy.host.state;

import java.nio.file.Path;
import org.jexpy.host.process.StateException;
import org.jspecify.annotations.Nullable;

/** A configuration file is there and cannot be used. It is left as it is. */
public final class ConfigurationUnreadableException extends StateException {
  private static final long serialVersionUID = 1L;

  private final int line;

  ConfigurationUnreadableException(Path file, int line, String reason, @Nullable Throwable cause) {
    super(
        "the configuration file '%s' cannot be used: %s%s; mend it, put an earlier copy in its place, or begin with an empty configuration (mv '%s' '%s.bad')"
            .formatted(
                file,
                line > 0 ? "line %d: ".formatted(line) : "",
                reason.replaceFirst("\\.$", ""),
                file,
                file),
        cause);
    this.line = line;
  }

  /** The line that cannot be read, from 1; 0 if the trouble is not in a line. */
  public int line() {
    return line;
  }
}
