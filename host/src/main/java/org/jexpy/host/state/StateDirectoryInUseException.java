package org.jexpy.host.state;

import java.nio.file.Path;
import java.util.Optional;
import org.jexpy.host.process.StateException;

/** Another container, in this JVM or in another process, uses the state directory. */
public final class StateDirectoryInUseException extends StateException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Holder> holder;

  StateDirectoryInUseException(Path directory, Optional<Holder> holder) {
    super(
        "the state directory '%s' is used by %s; end that one, or choose another directory by --state DIR"
            .formatted(
                directory,
                holder.map(Holder::description).orElse("a process that has not said who it is")));
    this.holder = holder;
  }

  /** Who uses it; empty if that process has not written it down yet. */
  public Optional<Holder> holder() {
    return holder;
  }
}
