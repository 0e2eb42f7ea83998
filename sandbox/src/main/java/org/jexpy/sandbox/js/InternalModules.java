package org.jexpy.sandbox.js;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.fs.VirtualMount;
import org.jspecify.annotations.Nullable;

/**
 * The modules that jexpy brings: Node's names, {@code jexpy:} names, and the parts they are made
 * of.
 */
final class InternalModules {

  /** Names of Node's modules that exist here, each importable with and without {@code node:}. */
  static final List<String> NODE_NAMES =
      List.of(
          "assert",
          "assert/strict",
          "buffer",
          "child_process",
          "console",
          "crypto",
          "events",
          "fs",
          "fs/promises",
          "module",
          "net",
          "os",
          "path",
          "path/posix",
          "perf_hooks",
          "process",
          "querystring",
          "string_decoder",
          "timers",
          "timers/promises",
          "tty",
          "url",
          "util",
          "util/types");

  private static final String MOUNT = "/org/jexpy/sandbox/mount/js/";
  private static final String FACADES = "js/";

  /** Ids that are npm packages, taken from the class path as published. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "npm/acorn", "acorn/8.15.0/dist/acorn.js",
          "npm/buffer", "buffer/6.0.3/index.js",
          "npm/base64-js", "base64-js/1.5.1/index.js",
          "npm/ieee754", "ieee754/1.2.1/index.js",
          "npm/events", "events/3.3.0/events.js",
          "npm/path-browserify", "path-browserify/1.0.1/index.js",
          "npm/webidl-conversions", "webidl-conversions/7.0.0/lib/index.js",
          "npm/web-streams-polyfill", "web-streams-polyfill/3.3.3/dist/ponyfill.es2018.js");

  private static final String URL_PACKAGE = "npm/whatwg-url/";

  private final Map<String, VirtualMount.Content> facades;

  private InternalModules(Map<String, VirtualMount.Content> facades) {
    this.facades = facades;
  }

  static InternalModules create(List<GuestExtension> extensions) {
    Map<String, VirtualMount.Content> facades = new HashMap<>();
    extensions.forEach(extension -> facades.putAll(extension.facades()));
    return new InternalModules(facades);
  }

  String bootText() {
    return Objects.requireNonNull(resource(InternalModules.class, MOUNT + "boot.js"), "boot.js");
  }

  /** The id of the built-in module that a specifier names, or null. */
  @Nullable String idOf(String specifier) throws ModuleResolutionException {
    if (specifier.startsWith("jexpy:")) {
      return surface(specifier);
    }
    if (specifier.startsWith("node:")) {
      String name = specifier.substring("node:".length());
      if (!NODE_NAMES.contains(name)) {
        throw new ModuleResolutionException(
            "ERR_UNKNOWN_BUILTIN_MODULE",
            "No such built-in module: "
                + specifier
                + "\nKnown are "
                + String.join(", ", NODE_NAMES));
      }
      return "node/" + name;
    }
    return NODE_NAMES.contains(specifier) ? "node/" + specifier : null;
  }

  private String surface(String specifier) throws ModuleResolutionException {
    String name = specifier.substring("jexpy:".length());
    if (name.isEmpty()
        || !name.matches("[a-z][a-z0-9_/-]*")
        || (file(name + ".js") == null && file(name + ".mjs") == null)) {
      throw new ModuleResolutionException(
          "ERR_MODULE_NOT_FOUND",
          "No such module: " + specifier + "; jexpy:fs, jexpy:net and jexpy:process always exist");
    }
    return name;
  }

  ModuleFormat format(String id) {
    return file(id + ".js") == null ? ModuleFormat.MODULE : ModuleFormat.COMMONJS;
  }

  String text(String id) throws ModuleResolutionException {
    String text = file(id + ".js");
    if (text == null) {
      text = file(id + ".mjs");
    }
    if (text == null) {
      throw new ModuleResolutionException(
          "ERR_UNKNOWN_BUILTIN_MODULE", "No such internal module: " + id);
    }
    return text;
  }

  private @Nullable String file(String path) {
    VirtualMount.Content facade = facades.get(FACADES + path);
    if (facade != null) {
      return resource(facade.anchor(), facade.resource());
    }
    if (path.startsWith("npm/") && path.endsWith(".js")) {
      String id = path.substring(0, path.length() - ".js".length());
      String place =
          id.startsWith(URL_PACKAGE)
              ? "whatwg-url/14.2.0/" + id.substring(URL_PACKAGE.length()) + ".js"
              : PACKAGES.get(id);
      return place == null
          ? null
          : text(place, packages().getResourceAsStream("META-INF/resources/webjars/" + place));
    }
    return resource(InternalModules.class, MOUNT + path);
  }

  /** A class would look in its own module only, where there are modules. */
  private static ClassLoader packages() {
    return Objects.requireNonNull(InternalModules.class.getClassLoader());
  }

  private static @Nullable String resource(Class<?> anchor, String name) {
    return text(name, anchor.getResourceAsStream(name));
  }

  private static @Nullable String text(String name, @Nullable InputStream resource) {
    try (InputStream in = resource) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + name, e);
    }
  }
}
