package org.jexpy.sandbox.context;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider;
import java.util.Collection;
import java.util.List;

/** By which the runtime finds what pauses guests. Nothing for programs. */
@TruffleInstrument.Registration(
    id = PauseInstrument.ID,
    name = "Pauses of guests",
    services = PauseInstrument.Pauses.class)
public final class PauseInstrumentProvider extends TruffleInstrumentProvider {
  /** For the runtime. */
  public PauseInstrumentProvider() {}

  @Override
  protected String getInstrumentClassName() {
    return PauseInstrument.class.getName();
  }

  @Override
  protected Object create() {
    return new PauseInstrument();
  }

  @Override
  protected Collection<String> getServicesClassNames() {
    return List.of(PauseInstrument.Pauses.class.getName());
  }
}
