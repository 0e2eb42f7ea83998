package org.jexpy.host.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jexpy.host.process.StateException;
import org.jexpy.host.process.XenStoreSpec;
import org.jexpy.host.state.StatePaths;
import org.jspecify.annotations.Nullable;

/** What can be said of a container's XenStore before anything is taken or made for it. */
final class XenStorePlan {
  private XenStorePlan() {}

  /**
   * Refuse what cannot be.
   *
   * @param wanted where nodes are to be kept
   * @param stateDirectory the container's, if it has one
   * @throws StateException if the path of the socket would be too long, or the store be in the
   *     midst of the state directory
   * @throws IllegalStateException if it needs a state directory and there is none
   */
  static void check(XenStoreSpec wanted, @Nullable Path stateDirectory) throws IOException {
    if (stateDirectory == null) {
      if (wanted.kept() && wanted.folder().isEmpty()) {
        throw new IllegalStateException(
            "xenStore(…) needs a folder for its files; name one by XenStoreSpec.files(…), or give the container a stateDirectory(…)");
      }
      return;
    }
    StatePaths state = new StatePaths(stateDirectory);
    var _ = state.xenStoreSocket();
    Path folder = wanted.folder().orElseGet(state::xenStore);
    if (isSame(folder, state.root())) {
      throw new StateException(
          "a XenStore cannot be kept in '%s', which is the state directory itself; without a folder it is kept in '%s', or name another one"
              .formatted(folder, state.xenStore()));
    }
  }

  private static boolean isSame(Path one, Path root) throws IOException {
    return one.toAbsolutePath().normalize().equals(root)
        || (Files.exists(one) && Files.exists(root) && Files.isSameFile(one, root));
  }
}
