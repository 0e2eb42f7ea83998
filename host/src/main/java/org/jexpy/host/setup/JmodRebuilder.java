package org.jexpy.host.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.ModuleHashesAttribute;
import java.lang.classfile.attribute.ModuleTargetAttribute;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Re-creates module files (jmods) of the JDK that runs it, from its run-time image and from the
 * data that jlink keeps there for linking without them (JEP 493). Needed because a module can only
 * be replaced in a link when {@code java.base} comes from a module path, and newer JDKs ship no
 * jmods.
 *
 * <p>A program of its own: it needs {@code --add-modules jdk.jlink} and {@code --add-exports
 * jdk.jlink/jdk.tools.jlink.internal.runtimelink=ALL-UNNAMED}, because the data's format is the
 * JDK's own affair. Hence the smoke test after every set-up.
 */
final class JmodRebuilder {
  /** How {@code jmod create} names the parts of a module outside its classes. */
  private static final Map<String, String> SECTION_OPTIONS =
      Map.of("conf", "--config", "bin", "--cmds", "lib", "--libs", "legal", "--legal-notices");

  private final Path javaHome = Path.of(System.getProperty("java.home"));
  private final FileSystem runtime = FileSystems.getFileSystem(URI.create("jrt:/"));
  private final Path linkData =
      runtime.getPath("modules", "jdk.jlink", "jdk", "tools", "jlink", "internal", "runtimelink");
  private final Path output;
  private final Path work;

  private JmodRebuilder(Path output, Path work) {
    this.output = output;
    this.work = work;
  }

  /**
   * Make the files.
   *
   * @param args the directory to fill, a directory to work in, and the names of the modules
   */
  public static void main(String[] args) throws IOException {
    Path output = Files.createDirectories(Path.of(args[0]));
    JmodRebuilder rebuilder = new JmodRebuilder(output, Files.createDirectories(Path.of(args[1])));
    for (String module : new TreeSet<>(Arrays.asList(args).subList(2, args.length))) {
      rebuilder.rebuild(module);
    }
  }

  private void rebuild(String module) throws IOException {
    Path classes = work.resolve(module).resolve("classes");
    copyClasses(module, classes);
    List<String> words = new ArrayList<>(List.of("create", "--compress", "zip-0"));
    words.addAll(List.of("--class-path", classes.toString()));
    platform(module).ifPresent(platform -> words.addAll(List.of("--target-platform", platform)));
    for (String section : copyFiles(module)) {
      words.add(SECTION_OPTIONS.getOrDefault(section, ""));
      words.add(work.resolve(module).resolve(section).toString());
    }
    words.add(output.resolve(module + ".jmod").toString());
    ToolProvider jmod =
        ToolProvider.findFirst("jmod")
            .orElseThrow(() -> new IllegalStateException("this JDK has no jmod tool"));
    if (jmod.run(System.out, System.err, words.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("jmod failed for " + module);
    }
  }

  /** Copy what the module held before jlink's plug-ins changed or added something. */
  private void copyClasses(String module, Path target) throws IOException {
    Map<String, Optional<byte[]>> changes = changesOf(module);
    Path root = runtime.getPath("modules", module);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = root.relativize(file).toString();
        if (!changes.containsKey(name)) {
          write(target, name, Files.readAllBytes(file));
        }
      }
    }
    for (Map.Entry<String, Optional<byte[]>> change : changes.entrySet()) {
      if (change.getValue().isPresent()) {
        write(target, change.getKey(), change.getValue().get());
      }
    }
  }

  private static void write(Path target, String name, byte[] content) throws IOException {
    Path file = target.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, name.equals("module-info.class") ? withoutHashesAndTarget(content) : content);
  }

  /** Hashes would tie java.base to the JDK's own compiler module; jmod writes the target itself. */
  private static byte[] withoutHashesAndTarget(byte[] moduleInfo) {
    ClassFile classFile = ClassFile.of(ClassFile.AttributesProcessingOption.PASS_ALL_ATTRIBUTES);
    return classFile.transformClass(
        classFile.parse(moduleInfo),
        (builder, element) -> {
          if (!(element instanceof ModuleHashesAttribute)
              && !(element instanceof ModuleTargetAttribute)) {
            builder.with(element);
          }
        });
  }

  /** The platform of a module that names one (java.base does), such as {@code linux-amd64}. */
  private Optional<String> platform(String module) throws IOException {
    ClassModel info =
        ClassFile.of()
            .parse(Files.readAllBytes(runtime.getPath("modules", module, "module-info.class")));
    return info.findAttribute(Attributes.moduleTarget())
        .map(target -> target.targetPlatform().stringValue());
  }

  /**
   * Read which resources differ from the module's original ones: absent when jlink added them, else
   * the original bytes. By reflection, because a program compiled for a release cannot see the
   * type.
   */
  private Map<String, Optional<byte[]>> changesOf(String module) throws IOException {
    Path file = linkData.resolve("diff_" + module);
    Map<String, Optional<byte[]>> changes = new HashMap<>();
    if (!Files.exists(file)) {
      return changes;
    }
    try (InputStream in = Files.newInputStream(file)) {
      Class<?> type = Class.forName("jdk.tools.jlink.internal.runtimelink.ResourceDiff");
      for (Object diff : (List<?>) type.getMethod("read", InputStream.class).invoke(null, in)) {
        String name = (String) type.getMethod("getName").invoke(diff);
        boolean added = type.getMethod("getKind").invoke(diff).toString().equals("ADDED");
        changes.put(
            name.substring(module.length() + 2),
            added
                ? Optional.empty()
                : Optional.of((byte[]) type.getMethod("getResourceBytes").invoke(diff)));
      }
    } catch (ReflectiveOperationException e) {
      throw new UncheckedIOException(new IOException("cannot read jlink's data of this JDK", e));
    }
    return changes;
  }

  /** Copy the module's files outside its classes; lines are {@code type|symlink|hash|path}. */
  private Set<String> copyFiles(String module) throws IOException {
    Set<String> sections = new TreeSet<>();
    Path list = linkData.resolve("fs_" + module + "_files");
    if (!Files.exists(list)) {
      return sections;
    }
    for (String line : Files.readAllLines(list)) {
      String[] fields = line.split("\\|", 4);
      Path path = Path.of(fields[fields.length - 1]);
      String section = path.getName(0).toString();
      if (fields.length < 4 || !SECTION_OPTIONS.containsKey(section)) {
        continue;
      }
      // legal/MODULE/FILE keeps only FILE: jmod adds the module's name again.
      Path inside = path.subpath(section.equals("legal") ? 2 : 1, path.getNameCount());
      Path target = work.resolve(module).resolve(section).resolve(inside);
      Files.createDirectories(target.getParent());
      Files.copy(
          javaHome.resolve(path),
          target,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
      sections.add(section);
    }
    return sections;
  }
}
