package org.jexpy.bindings.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The disk operations of files that have to survive a crash. Everything that stores goes through
 * it, so that a test can crash after each single operation.
 */
public interface FileLayer {
  /** The disk. */
  static FileLayer real() {
    return RealFileLayer.INSTANCE;
  }

  /**
   * Make a file, readable and writable for its owner only.
   *
   * @param file the file, which must not exist
   * @return the file, open and empty
   * @throws IOException if it exists or cannot be made
   */
  NewFile createNew(Path file) throws IOException;

  /**
   * Give a file another name, at once and in the place of the file that had this name.
   *
   * @param from the file
   * @param to its new name, in the same file system
   * @throws IOException if it cannot be renamed
   */
  void rename(Path from, Path to) throws IOException;

  /**
   * Remove a file.
   *
   * @param file the file; if there is none, nothing happens
   * @throws IOException if it cannot be removed
   */
  void delete(Path file) throws IOException;

  /**
   * Wait until what was made, renamed and removed in a directory is on the disk.
   *
   * @param directory the directory
   * @throws IOException if that failed; what is on the disk is not known then
   */
  void syncDirectory(Path directory) throws IOException;

  /**
   * Read a file.
   *
   * @param file the file
   * @param limit at most so many bytes are read
   * @return its bytes, or the first {@code limit} of them
   * @throws NoSuchFileException if there is none
   * @throws IOException if it cannot be read
   */
  byte[] read(Path file, int limit) throws IOException;

  /**
   * List a directory.
   *
   * @param directory the directory
   * @return the names in it, sorted
   * @throws IOException if it cannot be read
   */
  List<String> list(Path directory) throws IOException;

  /** A file that is being written. */
  interface NewFile extends AutoCloseable {
    /**
     * Append bytes, all of them.
     *
     * @param bytes what remains in it is written
     * @throws IOException if not all could be written
     */
    void write(ByteBuffer bytes) throws IOException;

    /**
     * Wait until what was written is on the disk.
     *
     * @throws IOException if that failed; what is on the disk is not known then
     */
    void sync() throws IOException;

    /**
     * The same for the bytes and the length alone ({@code fdatasync}): times may be lost.
     *
     * @throws IOException if that failed; what is on the disk is not known then
     */
    void syncData() throws IOException;

    @Override
    void close() throws IOException;
  }
}
