package org.jexpy.bindings.execnet.rsync;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of one side. Paths are texts, as the program on that side would write them. A guest's
 * asks its permissions.
 */
public interface SyncFiles {
  /** The files of a program that may do everything. */
  SyncFiles DIRECT = new DirectSyncFiles();

  /**
   * What there is.
   *
   * @param path where, not followed if it is a link
   * @return null if there is nothing, or nobody may tell
   */
  @Nullable SyncEntry look(String path);

  /**
   * The names in a folder, in no order.
   *
   * @param folder the folder
   * @throws IOException if it cannot be read
   */
  List<String> names(String folder) throws IOException;

  /**
   * Open a file for reading.
   *
   * @param path the file
   * @throws IOException if it cannot be read
   */
  SeekableByteChannel read(String path) throws IOException;

  /**
   * Open a new file for writing.
   *
   * @param path where; there is nothing
   * @throws IOException if it cannot be made
   */
  SeekableByteChannel create(String path) throws IOException;

  /**
   * What a link says.
   *
   * @param path the link
   * @throws IOException if it cannot be read
   */
  String target(String path) throws IOException;

  /**
   * Make a folder, and those above it that are missing.
   *
   * @param path where
   * @throws IOException if that is not possible
   */
  void makeFolders(String path) throws IOException;

  /**
   * Make a symbolic link.
   *
   * @param path where; there is nothing
   * @param target what it says
   * @throws IOException if that is not possible
   */
  void link(String path, String target) throws IOException;

  /**
   * Remove one entry: a file, a link, or an empty folder.
   *
   * @param path which
   * @throws IOException if that is not possible
   */
  void remove(String path) throws IOException;

  /**
   * Give an entry another name, in place of what has that.
   *
   * @param from the entry
   * @param to its new name, in the same folder
   * @throws IOException if that is not possible
   */
  void replace(String from, String to) throws IOException;

  /**
   * Change permissions.
   *
   * @param path of what
   * @param permissions the lower twelve bits of a mode
   * @throws IOException if that is not possible
   */
  void permit(String path, int permissions) throws IOException;

  /**
   * Change when a file was changed last.
   *
   * @param path the file
   * @param seconds since 1970
   * @throws IOException if that is not possible
   */
  void date(String path, double seconds) throws IOException;
}
