package org.jexpy.sandbox.net;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/** Linux's option numbers and what NIO calls them. */
final class SocketOptions {

  static final int SOL_SOCKET = 1;
  static final int SO_REUSEADDR = 2;
  static final int SO_TYPE = 3;
  static final int SO_ERROR = 4;
  static final int SO_LINGER = 13;
  static final int SO_ACCEPTCONN = 30;
  static final int SO_PROTOCOL = 38;
  static final int SO_DOMAIN = 39;

  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;

  private static final Map<Integer, SocketOption<Boolean>> SWITCHES =
      Map.of(
          key(SOL_SOCKET, SO_REUSEADDR), StandardSocketOptions.SO_REUSEADDR,
          key(SOL_SOCKET, 15), StandardSocketOptions.SO_REUSEPORT,
          key(SOL_SOCKET, 6), StandardSocketOptions.SO_BROADCAST,
          key(SOL_SOCKET, 9), StandardSocketOptions.SO_KEEPALIVE,
          key(IPPROTO_TCP, 1), StandardSocketOptions.TCP_NODELAY,
          key(IPPROTO_TCP, 12), ExtendedSocketOptions.TCP_QUICKACK,
          key(IPPROTO_IP, 34), StandardSocketOptions.IP_MULTICAST_LOOP,
          key(IPPROTO_IPV6, 19), StandardSocketOptions.IP_MULTICAST_LOOP);

  private static final Map<Integer, SocketOption<Integer>> NUMBERS =
      Map.of(
          key(SOL_SOCKET, SO_SNDBUF), StandardSocketOptions.SO_SNDBUF,
          key(SOL_SOCKET, SO_RCVBUF), StandardSocketOptions.SO_RCVBUF,
          key(SOL_SOCKET, SO_LINGER), StandardSocketOptions.SO_LINGER,
          key(IPPROTO_TCP, 4), ExtendedSocketOptions.TCP_KEEPIDLE,
          key(IPPROTO_TCP, 5), ExtendedSocketOptions.TCP_KEEPINTERVAL,
          key(IPPROTO_TCP, 6), ExtendedSocketOptions.TCP_KEEPCOUNT,
          key(IPPROTO_IP, 1), StandardSocketOptions.IP_TOS,
          key(IPPROTO_IP, 33), StandardSocketOptions.IP_MULTICAST_TTL,
          key(IPPROTO_IPV6, 67), StandardSocketOptions.IP_TOS,
          key(IPPROTO_IPV6, 18), StandardSocketOptions.IP_MULTICAST_TTL);

  private SocketOptions() {}

  static int key(int level, int option) {
    return (level << 16) | (option & 0xffff);
  }

  /** Whether NIO decides the option itself; setting it is accepted, as programs do it by habit. */
  private static boolean isFixed(int level, int option) {
    return level == IPPROTO_IPV6 && option == IPV6_V6ONLY;
  }

  /** What an option reads as if the guest has not set it and the channel does not know it. */
  static int unset(int level, int option) {
    return level == SOL_SOCKET && option == SO_LINGER ? -1 : 0;
  }

  /**
   * Read an option.
   *
   * @param kept the answer if this kind of channel has no such option, but others have
   */
  static int get(NetworkChannel channel, int level, int option, int kept)
      throws GuestSocketException {
    int key = key(level, option);
    try {
      SocketOption<Boolean> flag = SWITCHES.get(key);
      if (flag != null && channel.supportedOptions().contains(flag)) {
        return channel.getOption(flag) ? 1 : 0;
      }
      SocketOption<Integer> number = NUMBERS.get(key);
      if (number != null && channel.supportedOptions().contains(number)) {
        int value = channel.getOption(number);
        // Linux reports twice what was asked for, the JDK halves it again
        return level == SOL_SOCKET && (option == SO_SNDBUF || option == SO_RCVBUF)
            ? value * 2
            : value;
      }
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
    if (!SWITCHES.containsKey(key) && !NUMBERS.containsKey(key) && !isFixed(level, option)) {
      throw new GuestSocketException(Errno.ENOPROTOOPT);
    }
    return kept;
  }

  static void set(NetworkChannel channel, int level, int option, int value)
      throws GuestSocketException {
    int key = key(level, option);
    try {
      SocketOption<Boolean> flag = SWITCHES.get(key);
      if (flag != null) {
        if (channel.supportedOptions().contains(flag)) {
          channel.setOption(flag, value != 0);
        }
        return; // an option of another kind of socket: the kernel keeps it without effect
      }
      SocketOption<Integer> number = NUMBERS.get(key);
      if (number != null) {
        if (channel.supportedOptions().contains(number)) {
          channel.setOption(number, value);
        }
        return;
      }
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
    if (!isFixed(level, option)) {
      throw new GuestSocketException(Errno.ENOPROTOOPT);
    }
  }
}
