package org.jexpy.host.process;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the nodes of a XenStore server are kept.
 *
 * @param kept whether they are kept at all, in files
 * @param folder the folder of those files; empty for one in the state directory
 * @param synced whether a change is answered only when a crash of the machine would not undo it;
 *     else it survives the end of the program, however sudden
 */
public record XenStoreSpec(boolean kept, Optional<Path> folder, boolean synced) {
  private static final Pattern FILE =
      Pattern.compile("file(:(?<folder>[^,]+))?(,sync=(?<sync>process|disk))?");

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if nothing is to be kept, and a folder or a sync is named
   */
  public XenStoreSpec {
    if (!kept && (folder.isPresent() || synced)) {
      throw new IllegalArgumentException(
          "a XenStore in memory has neither a folder nor a sync; take files(…)");
    }
  }

  /** Nothing is kept: the store begins empty and ends with its server. */
  public static XenStoreSpec memory() {
    return new XenStoreSpec(false, Optional.empty(), false);
  }

  /** Files in the folder {@code xenstore} of the container's state directory. */
  public static XenStoreSpec files() {
    return new XenStoreSpec(true, Optional.empty(), false);
  }

  /**
   * Files in a folder.
   *
   * @param folder the folder; made if there is none, for its owner only
   */
  public static XenStoreSpec files(Path folder) {
    return new XenStoreSpec(true, Optional.of(folder), false);
  }

  /**
   * The same, where each change is on the disk before it is answered.
   *
   * @throws IllegalArgumentException if nothing is to be kept
   */
  public XenStoreSpec withSync() {
    return new XenStoreSpec(kept, folder, true);
  }

  /**
   * Read what a command line says.
   *
   * @param text {@code memory}, {@code file} or {@code file:DIR}, the latter two also with {@code
   *     ,sync=process} or {@code ,sync=disk} behind
   * @return what it says; empty if it is none of these
   */
  public static Optional<XenStoreSpec> parse(String text) {
    if (text.equals("memory")) {
      return Optional.of(memory());
    }
    Matcher form = FILE.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new XenStoreSpec(
            true,
            Optional.ofNullable(form.group("folder")).map(Path::of),
            "disk".equals(form.group("sync"))));
  }
}
