package org.jexpy.host.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.ScriptCode;

/**
 * A script with its language, found out from its name, its first line, or what the user said.
 *
 * @param language the language
 * @param code where its code comes from
 */
record ScriptSource(GuestLanguage language, ScriptCode code) {
  private static final Pattern SHEBANG_LANGUAGE =
      Pattern.compile("--lang[= ](python|py|js|javascript)\\b");
  private static final Pattern PYTHON = Pattern.compile("\\b(python|pypy|graalpy)[0-9.]*\\b");
  private static final Pattern JAVASCRIPT = Pattern.compile("\\b(node|nodejs|deno|bun|graaljs)\\b");

  /**
   * Look at what a command line names.
   *
   * @param arguments the command line
   * @return the source
   * @throws UsageException if it is not there, or its language cannot be told
   */
  static ScriptSource of(RunArguments arguments) throws UsageException {
    GuestLanguage language = arguments.language().orElse(GuestLanguage.PYTHON);
    return switch (arguments.kind()) {
      case CODE -> new ScriptSource(language, new ScriptCode.Text(arguments.target()));
      case STANDARD_INPUT -> new ScriptSource(language, new ScriptCode.StandardInput());
      case MODULE -> {
        if (language == GuestLanguage.JS) {
          throw new UsageException(
              "flag '-m' is for Python modules; name the JavaScript file itself");
        }
        yield new ScriptSource(language, new ScriptCode.Module(arguments.target()));
      }
      case FILE -> file(Path.of(arguments.target()), arguments.language());
    };
  }

  private static ScriptSource file(Path path, Optional<GuestLanguage> given) throws UsageException {
    requireReadable(path);
    if (Files.isDirectory(path)) {
      return new ScriptSource(given.orElse(GuestLanguage.PYTHON), new ScriptCode.Archive(path));
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".py") || name.endsWith(".pyw")) {
      return new ScriptSource(given.orElse(GuestLanguage.PYTHON), new ScriptCode.File(path));
    }
    if (name.endsWith(".js") || name.endsWith(".mjs") || name.endsWith(".cjs")) {
      return new ScriptSource(given.orElse(GuestLanguage.JS), new ScriptCode.File(path));
    }
    if (Files.isRegularFile(path) && isArchive(path)) {
      return new ScriptSource(GuestLanguage.PYTHON, new ScriptCode.Archive(path));
    }
    Optional<GuestLanguage> language = given.or(() -> shebang(path));
    return new ScriptSource(
        language.orElseThrow(
            () ->
                new UsageException(
                    "cannot tell the language of '%s' from its name or its first line; say --lang python or --lang js"
                        .formatted(path))),
        new ScriptCode.File(path));
  }

  /** Asks without opening: a script may be a pipe, which is opened but once. */
  private static void requireReadable(Path path) throws UsageException {
    try {
      Files.readAttributes(path, BasicFileAttributes.class);
      if (!Files.isReadable(path)) {
        throw new AccessDeniedException(path.toString());
      }
    } catch (IOException e) {
      throw new UsageException(
          "can't open file '%s': %s".formatted(path.toAbsolutePath(), reason(e)));
    }
  }

  /** The operating system's reason, with its number as CPython shows it. */
  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "[Errno 2] No such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "[Errno 13] Permission denied";
    }
    String text =
        failure instanceof FileSystemException named
            ? Objects.requireNonNullElse(named.getReason(), "cannot be read")
            : String.valueOf(failure.getMessage());
    if (text.equals("File name too long")) {
      return "[Errno 36] " + text;
    }
    return text.startsWith("Too many levels of symbolic links")
        ? "[Errno 40] Too many levels of symbolic links"
        : text;
  }

  /** Whether a file is a zip archive, perhaps behind a first line for the shell (a zipapp). */
  private static boolean isArchive(Path path) {
    try (ZipFile archive = new ZipFile(path.toFile())) {
      return archive.size() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<GuestLanguage> shebang(Path path) {
    if (!Files.isRegularFile(path)) {
      // A pipe would lose what is read here.
      return Optional.empty();
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(path)) {
      head = in.readNBytes(256);
    } catch (IOException e) {
      return Optional.empty();
    }
    String line = new String(head, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    return line.startsWith("#!") ? language(line) : Optional.empty();
  }

  private static Optional<GuestLanguage> language(String line) {
    Matcher asked = SHEBANG_LANGUAGE.matcher(line);
    if (asked.find()) {
      return Optional.of(asked.group(1).startsWith("p") ? GuestLanguage.PYTHON : GuestLanguage.JS);
    }
    if (PYTHON.matcher(line).find() || line.contains("jexpy")) {
      return Optional.of(GuestLanguage.PYTHON);
    }
    return JAVASCRIPT.matcher(line).find() ? Optional.of(GuestLanguage.JS) : Optional.empty();
  }
}
