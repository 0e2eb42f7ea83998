package org.jexpy.bindings.execnet.guest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Value;
import org.jexpy.bindings.BindingsThreads;
import org.jexpy.bindings.execnet.serial.Coercion;
import org.jexpy.bindings.execnet.serial.LoadException;
import org.jexpy.bindings.execnet.serial.Loader;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jexpy.bindings.execnet.transport.LocalWorkers;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.net.GuestAddress;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.ResourceKind;

/**
 * The machine as a guest may use it: programs need the permission {@code run}, connections {@code
 * net}; all ends with the guest.
 */
final class GuestSurroundings implements Surroundings {
  private static final int BACKLOG = 50;

  /** The number of the operating system's error in what the JDK says of a program. */
  private static final Pattern ERRNO = Pattern.compile("error[:=] ?(\\d+)");

  private static final String NO_SUCH_FILE = "2";

  private final GuestServices services;
  private final Value place;
  private final String interpreter;
  private final Value warn;

  GuestSurroundings(GuestServices services, Value place, String interpreter, Value warn) {
    this.services = services;
    this.place = place;
    this.interpreter = interpreter;
    this.warn = warn;
  }

  @Override
  public Process start(List<String> command, Map<String, String> environment) throws IOException {
    ContextWorkers.Place here = place();
    Map<String, String> variables = new HashMap<>(here.environment());
    variables.putAll(environment);
    try {
      return services.programs().start(command, variables, here.directory());
    } catch (IOException e) {
      Matcher errno = ERRNO.matcher(String.valueOf(e.getMessage()));
      if (errno.find() && errno.group(1).equals(NO_SUCH_FILE)) {
        throw (IOException) new NoSuchFileException(command.getFirst()).initCause(e);
      }
      throw e;
    }
  }

  /** Where the guest is now. */
  private ContextWorkers.Place place() {
    Object loaded =
        Loader.load(
            Answers.bytes(place.execute().asString()),
            Coercion.NONE,
            id -> {
              throw new LoadException("a channel (%d) is no place".formatted(id));
            });
    List<?> items = ((Tuple) Objects.requireNonNull(loaded)).items();
    Map<String, String> variables = new HashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(items.get(1)))
        .forEach((name, value) -> variables.put((String) name, (String) value));
    return new ContextWorkers.Place((String) Objects.requireNonNull(items.getFirst()), variables);
  }

  @Override
  public List<String> interpreter() {
    return List.of(interpreter);
  }

  @Override
  public Socket connect(String host, int port) throws IOException {
    InetAddress address = permitted(host, port);
    Socket socket = new Socket();
    Handle handle = own(ResourceKind.SOCKET, "execnet " + host + ":" + port, socket);
    try {
      socket.connect(new InetSocketAddress(address, port));
      return socket;
    } catch (IOException e) {
      handle.close();
      throw e;
    }
  }

  @Override
  public ServerSocket listen(String host, int port) throws IOException {
    ServerSocket socket = new ServerSocket(port, BACKLOG, permitted(host, port));
    Handle _ =
        own(ResourceKind.SERVER, "execnet %s:%d".formatted(host, socket.getLocalPort()), socket);
    return socket;
  }

  /**
   * Asks for the name before it is resolved; what is denied by its number is so under each name.
   */
  private InetAddress permitted(String host, int port) throws IOException {
    services.gate().check(Permission.NET, host + ":" + port);
    InetAddress address = InetAddress.getByName(host);
    String number = new GuestAddress.Inet(address, port).resource();
    if (services.gate().denies(Permission.NET, number)) {
      services.gate().check(Permission.NET, number);
    }
    return address;
  }

  private Handle own(ResourceKind kind, String name, AutoCloseable resource) {
    Handle handle = services.resources().register(kind, name, resource);
    handle.unref();
    return handle;
  }

  @Override
  public Thread thread(String name, Runnable body) {
    ThreadGroup group = services.runner().thread().getThreadGroup();
    return group == null
        ? BindingsThreads.daemon(name, body)
        : BindingsThreads.daemon(group, name, body);
  }

  @Override
  public void warn(String line) {
    try {
      warn.executeVoid(line);
    } catch (RuntimeException e) {
      // Nobody looks any more: the guest has ended.
    }
  }

  @Override
  public LocalWorkers contexts() {
    return new ContextWorkers(services, this::place);
  }
}
