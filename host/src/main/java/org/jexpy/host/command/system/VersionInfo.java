package org.jexpy.host.command.system;

import java.time.Instant;

/**
 * What {@code show version} tells.
 *
 * @param build version and content hash of the build
 * @param java the Java version that runs everything
 * @param profile the launcher's profile: {@code quick} or {@code jit}; {@code none} without
 *     launcher
 * @param system the operating system and its machine
 * @param started when the container was started
 */
public record VersionInfo(
    String build, String java, String profile, String system, Instant started) {}
