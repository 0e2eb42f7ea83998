package org.jexpy.bindings.service;

/**
 * A service that this end supplies.
 *
 * @param contract how it travels
 * @param target what answers the calls
 */
record SuppliedService(ServiceContract contract, Object target) {}
