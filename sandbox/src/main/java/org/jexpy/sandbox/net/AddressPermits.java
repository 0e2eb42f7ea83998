package org.jexpy.sandbox.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.RealPaths;

/**
 * Asks the access gate about addresses, and about names before the resolver sees them.
 *
 * <p>Programs resolve a name first and then connect to a number. So the numbers found for a
 * permitted name are remembered with that name: a grant for {@code example.com:443} covers them,
 * and a denial of the name or of the number beats every grant.
 */
final class AddressPermits {

  /**
   * How many addresses keep their names; a program that resolves more asks for them again before it
   * connects.
   */
  private static final int REMEMBERED = 1024;

  private final AccessGate gate;
  private final Map<InetAddress, Set<String>> names =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Set<String>> eldest) {
          return size() > REMEMBERED;
        }
      };

  AddressPermits(AccessGate gate) {
    this.gate = gate;
  }

  void check(GuestAddress address) {
    switch (address) {
      case GuestAddress.Unix unix ->
          gate.check(Permission.NET, "unix:" + RealPaths.resolve(Path.of(unix.path())));
      case GuestAddress.Inet inet -> checkInet(inet);
    }
  }

  private void checkInet(GuestAddress.Inet inet) {
    String number = inet.resource();
    List<String> known = namesOf(inet);
    for (String name : known) {
      if (gate.denies(Permission.NET, name)) {
        gate.check(Permission.NET, name);
      }
    }
    if (gate.allows(Permission.NET, number)) {
      return;
    }
    if (!gate.denies(Permission.NET, number)) {
      for (String name : known) {
        if (gate.allows(Permission.NET, name)) {
          return;
        }
      }
    }
    gate.check(
        Permission.NET,
        known.isEmpty() || gate.denies(Permission.NET, number) ? number : known.getLast());
  }

  private List<String> namesOf(GuestAddress.Inet inet) {
    synchronized (names) {
      Set<String> known = names.get(inet.address());
      return known == null
          ? List.of()
          : known.stream().sorted().map(name -> name + ":" + inet.port()).toList();
    }
  }

  /**
   * Resolve; a number needs no permission, and neither does {@code localhost}, which tells nobody
   * anything.
   */
  List<InetAddress> resolve(String host, int port) {
    boolean number = InetText.isNumeric(host);
    if (!number && !host.equalsIgnoreCase("localhost")) {
      gate.check(Permission.NET, port == 0 ? host : host + ":" + port);
    }
    try {
      List<InetAddress> found = List.of(InetAddress.getAllByName(host));
      if (!number) {
        synchronized (names) {
          found.forEach(
              address ->
                  names.computeIfAbsent(address, key -> ConcurrentHashMap.newKeySet()).add(host));
        }
      }
      return found;
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  String nameOf(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isLoopbackAddress()) {
        gate.check(Permission.NET, host);
      }
      String name = address.getHostName();
      return name.equals(address.getHostAddress()) ? "" : name;
    } catch (UnknownHostException e) {
      return "";
    }
  }

  String hostName() {
    if (!gate.allowsSome(Permission.NET)) {
      return "localhost";
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
