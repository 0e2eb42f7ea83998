/**
 * The remotable service rule (design §3 rule 2). A surface never calls the host's classes: it
 * declares the service that it needs as an interface marked {@link
 * org.jexpy.bindings.service.RemoteService}, and the host supplies it, in this JVM or from another
 * one. Arguments and results are plain data, callbacks are {@link
 * org.jexpy.bindings.service.EventSink}s, and each call carries a deadline and the chain of calls
 * that led to it. {@link org.jexpy.bindings.service.ServiceRules} says which interfaces keep the
 * rule; {@link org.jexpy.bindings.service.ServiceEndpoint} carries calls over any {@link
 * org.jexpy.bindings.service.Transport}.
 */
@NullMarked
package org.jexpy.bindings.service;

import org.jspecify.annotations.NullMarked;
