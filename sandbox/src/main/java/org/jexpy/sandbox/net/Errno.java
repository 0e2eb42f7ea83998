package org.jexpy.sandbox.net;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/**
 * The operating system's error numbers that socket calls report, with Linux's values, which guest
 * programs know.
 *
 * <p>NIO reports failures as exception classes and texts; {@link #of(Exception)} finds the number
 * again.
 */
public enum Errno {
  EPERM(1, "Operation not permitted"),
  ENOENT(2, "No such file or directory"),
  EINTR(4, "Interrupted system call"),
  EIO(5, "Input/output error"),
  ENXIO(6, "No such device or address"),
  EBADF(9, "Bad file descriptor"),
  EAGAIN(11, "Resource temporarily unavailable"),
  EACCES(13, "Permission denied"),
  EEXIST(17, "File exists"),
  ENOTDIR(20, "Not a directory"),
  EINVAL(22, "Invalid argument"),
  EMFILE(24, "Too many open files"),
  EFBIG(27, "File too large"),
  EPIPE(32, "Broken pipe"),
  ENAMETOOLONG(36, "File name too long"),
  ENOTSOCK(88, "Socket operation on non-socket"),
  EDESTADDRREQ(89, "Destination address required"),
  EMSGSIZE(90, "Message too long"),
  EPROTOTYPE(91, "Protocol wrong type for socket"),
  ENOPROTOOPT(92, "Protocol not available"),
  EPROTONOSUPPORT(93, "Protocol not supported"),
  ESOCKTNOSUPPORT(94, "Socket type not supported"),
  EOPNOTSUPP(95, "Operation not supported"),
  EAFNOSUPPORT(97, "Address family not supported by protocol"),
  EADDRINUSE(98, "Address already in use"),
  EADDRNOTAVAIL(99, "Cannot assign requested address"),
  ENETDOWN(100, "Network is down"),
  ENETUNREACH(101, "Network is unreachable"),
  ECONNABORTED(103, "Software caused connection abort"),
  ECONNRESET(104, "Connection reset by peer"),
  ENOBUFS(105, "No buffer space available"),
  EISCONN(106, "Transport endpoint is already connected"),
  ENOTCONN(107, "Transport endpoint is not connected"),
  ETIMEDOUT(110, "Connection timed out"),
  ECONNREFUSED(111, "Connection refused"),
  EHOSTUNREACH(113, "No route to host"),
  EALREADY(114, "Operation already in progress"),
  EINPROGRESS(115, "Operation now in progress");

  private final int number;
  private final String text;

  Errno(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /** Return Linux's number, always positive. */
  public int number() {
    return number;
  }

  /** Return the text that the C library gives for this number in English. */
  public String text() {
    return text;
  }

  /**
   * Find the text of a number.
   *
   * @param number a positive number
   * @return its text, or one that repeats the number if it is not one of these
   */
  public static String textOf(int number) {
    for (Errno known : values()) {
      if (known.number == number) {
        return known.text;
      }
    }
    return "Unknown error " + number;
  }

  /**
   * Find the error number of a failed NIO call.
   *
   * @param failure what the call threw
   * @return the number by class where the class says enough, else by the text of the operating
   *     system; {@link #EIO} if neither is known
   */
  public static Errno of(Exception failure) {
    return switch (failure) {
      case GuestSocketException known -> known.errno();
      case ClosedChannelException ignored -> EBADF;
      case SocketTimeoutException ignored -> ETIMEDOUT;
      case NoRouteToHostException ignored -> EHOSTUNREACH;
      case PortUnreachableException ignored -> ECONNREFUSED;
      case FileNotFoundException ignored -> ENOENT;
      case IOException io -> byText(io);
      default -> byState(failure);
    };
  }

  private static Errno byState(Exception failure) {
    return switch (failure) {
      case java.nio.channels.NotYetConnectedException ignored -> ENOTCONN;
      case java.nio.channels.AlreadyConnectedException ignored -> EISCONN;
      case java.nio.channels.ConnectionPendingException ignored -> EALREADY;
      case java.nio.channels.UnsupportedAddressTypeException ignored -> EAFNOSUPPORT;
      case java.nio.channels.AlreadyBoundException ignored -> EINVAL;
      case java.nio.channels.NotYetBoundException ignored -> EINVAL;
      case java.nio.channels.ClosedSelectorException ignored -> EBADF;
      case java.nio.channels.CancelledKeyException ignored -> EBADF;
      case UnsupportedOperationException ignored -> EOPNOTSUPP;
      case IllegalArgumentException ignored -> EINVAL;
      default -> EIO;
    };
  }

  private static Errno byText(IOException failure) {
    String message = failure.getMessage();
    String said = message == null ? "" : message.toLowerCase(Locale.ROOT);
    if (said.contains("connection reset")) { // the JDK's own text lacks "by peer"
      return ECONNRESET;
    }
    if (said.contains("connection timed out")) {
      return ETIMEDOUT;
    }
    if (said.contains("port 0")) { // refused by the JDK itself, as the kernel would
      return said.contains("connect") ? ECONNREFUSED : EINVAL;
    }
    for (Errno candidate : values()) {
      if (said.contains(candidate.text.toLowerCase(Locale.ROOT))) {
        return candidate;
      }
    }
    return switch (failure) {
      case BindException ignored -> said.contains("too long") ? ENAMETOOLONG : EADDRINUSE;
      case ConnectException ignored -> ECONNREFUSED;
      case ProtocolException ignored -> EPROTOTYPE;
      default -> said.contains("path too long") ? ENAMETOOLONG : EIO;
    };
  }
}
