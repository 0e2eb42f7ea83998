package org.jexpy.sandbox.sample;

import org.jexpy.bindings.service.EventSink;

/** Breaks a rule on purpose. */
public interface KnowsBindings extends EventSink<String> {}
