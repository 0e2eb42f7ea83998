package org.jexpy.sandbox.js;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.proxy.ProxyArray;

/** What {@code fs.Stats} tells about a file. */
final class FileFacts {
  private static final LinkOption[] NO_FOLLOW = {LinkOption.NOFOLLOW_LINKS};

  private FileFacts() {}

  static ProxyArray read(FileSystem files, Path path, LinkOption[] options) throws IOException {
    Map<String, Object> facts = HostFiles.attributes(files, path, options);
    return ProxyArray.fromArray(
        kind(facts),
        number(facts, "dev"),
        number(facts, "ino"),
        facts.containsKey("mode") ? number(facts, "mode") : fallbackMode(facts),
        facts.containsKey("nlink") ? number(facts, "nlink") : 1.0,
        number(facts, "uid"),
        number(facts, "gid"),
        number(facts, "rdev"),
        number(facts, "size"),
        time(facts, "lastAccessTime"),
        time(facts, "lastModifiedTime"),
        facts.containsKey("ctime") ? time(facts, "ctime") : time(facts, "lastModifiedTime"),
        time(facts, "creationTime"));
  }

  static String kind(FileSystem files, Path path) throws IOException {
    return kind(files.readAttributes(path, "*", NO_FOLLOW));
  }

  private static String kind(Map<String, Object> facts) {
    if (Boolean.TRUE.equals(facts.get("isRegularFile"))) {
      return "f";
    }
    if (Boolean.TRUE.equals(facts.get("isDirectory"))) {
      return "d";
    }
    return Boolean.TRUE.equals(facts.get("isSymbolicLink")) ? "l" : "o";
  }

  /** Of files that the operating system does not know: those of the mount. */
  private static double fallbackMode(Map<String, Object> facts) {
    return kind(facts).equals("d") ? 0040555 : 0100444;
  }

  private static double number(Map<String, Object> facts, String name) {
    return facts.get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  private static double time(Map<String, Object> facts, String name) {
    return facts.get(name) instanceof FileTime time
        ? time.to(java.util.concurrent.TimeUnit.MICROSECONDS) / 1e3
        : 0;
  }
}
