package org.jexpy.sandbox.fs;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/**
 * What went wrong with a file, for people: the names of Java's exceptions tell them nothing, and
 * the messages of many are only the file's path.
 */
public final class FileFailures {
  private FileFailures() {}

  /**
   * Why.
   *
   * @param failure what was thrown
   * @return the reason, without the file's name, such as {@code permission denied}
   */
  public static String reason(Exception failure) {
    return switch (failure) {
      case NoSuchFileException e -> "there is no such file";
      case FileAlreadyExistsException e -> "there is one already";
      case AccessDeniedException e -> "permission denied";
      case DirectoryNotEmptyException e -> "the folder is not empty";
      case NotDirectoryException e -> "it is no folder";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> Objects.requireNonNullElse(failure.getMessage(), "the reason is not known");
    };
  }
}
