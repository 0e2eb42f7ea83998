package org.jexpy.sandbox.js;

import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Locale;
import java.util.Map;
import org.jexpy.sandbox.net.GuestSocketException;
import org.jexpy.sandbox.permission.AccessRefusedException;

/**
 * A Java exception in the terms that scripts know.
 *
 * @param code the value of the error's {@code code} property: {@code EACCES}, {@code ENOENT} …
 * @param text what happened; for a refused permission, the text that names the flag
 */
record HostError(String code, String text) {
  private static final Map<String, String> CODES_BY_REASON =
      Map.ofEntries(
          Map.entry("is a directory", "EISDIR"),
          Map.entry("not a directory", "ENOTDIR"),
          Map.entry("directory not empty", "ENOTEMPTY"),
          Map.entry("invalid cross-device link", "EXDEV"),
          Map.entry("permission denied", "EACCES"),
          Map.entry("operation not permitted", "EPERM"),
          Map.entry("read-only file system", "EROFS"),
          Map.entry("no space left on device", "ENOSPC"),
          Map.entry("file too large", "EFBIG"),
          Map.entry("device or resource busy", "EBUSY"),
          Map.entry("text file busy", "ETXTBSY"),
          Map.entry("too many open files", "EMFILE"),
          Map.entry("file name too long", "ENAMETOOLONG"),
          Map.entry("too many levels of symbolic links", "ELOOP"),
          // Java's addition, when a last link was not to be followed.
          Map.entry("too many levels of symbolic links (nofollow_links specified)", "ELOOP"),
          Map.entry("illegal seek", "ESPIPE"),
          Map.entry("invalid argument", "EINVAL"),
          Map.entry("broken pipe", "EPIPE"));

  static HostError of(Throwable thrown) {
    String text =
        thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    return switch (thrown) {
      case AccessRefusedException e -> new HostError("EACCES", text);
      case AccessDeniedException e ->
          new HostError("EACCES", e.getReason() == null ? "permission denied" : e.getReason());
      case ModuleResolutionException e -> new HostError(e.code(), text);
      case GuestSocketException e -> new HostError(e.errno().name(), text);
      case NoSuchFileException e -> new HostError("ENOENT", "no such file or directory");
      case FileAlreadyExistsException e -> new HostError("EEXIST", "file already exists");
      case DirectoryNotEmptyException e -> new HostError("ENOTEMPTY", "directory not empty");
      case NotDirectoryException e -> new HostError("ENOTDIR", "not a directory");
      case NotLinkException e -> new HostError("EINVAL", "invalid argument");
      case FileSystemLoopException e ->
          new HostError("ELOOP", "too many symbolic links encountered");
      case FileSystemException e -> byReason(e.getReason() == null ? text : e.getReason());
      case ConnectException e -> new HostError("ECONNREFUSED", text);
      case BindException e -> new HostError("EADDRINUSE", text);
      case UnknownHostException e -> new HostError("ENOTFOUND", text);
      case SocketTimeoutException e -> new HostError("ETIMEDOUT", text);
      case HttpTimeoutException e -> new HostError("ETIMEDOUT", text);
      case NonReadableChannelException e -> new HostError("EBADF", "bad file descriptor");
      case NonWritableChannelException e -> new HostError("EBADF", "bad file descriptor");
      case ClosedChannelException e -> new HostError("EBADF", "bad file descriptor");
      default -> byReason(text);
    };
  }

  private static HostError byReason(String reason) {
    String known = reason.toLowerCase(Locale.ROOT);
    return new HostError(
        CODES_BY_REASON.getOrDefault(known, "EIO"),
        CODES_BY_REASON.containsKey(known) ? known : reason);
  }
}
