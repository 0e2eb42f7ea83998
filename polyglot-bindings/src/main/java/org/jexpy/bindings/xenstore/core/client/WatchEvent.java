package org.jexpy.bindings.xenstore.core.client;

/**
 * A watch has fired.
 *
 * @param path what was changed; relative if the watch is
 * @param token what the watch was set with
 */
public record WatchEvent(String path, String token) {}
