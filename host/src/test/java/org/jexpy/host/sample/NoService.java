package org.jexpy.host.sample;

import org.jexpy.bindings.service.RemoteService;

/** Breaks a rule on purpose. */
@RemoteService("sample")
public interface NoService {
  void run(Runnable action);
}
