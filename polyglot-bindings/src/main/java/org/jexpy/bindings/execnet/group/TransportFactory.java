package org.jexpy.bindings.execnet.group;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jexpy.bindings.execnet.channel.HostNotFoundException;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.gateway.Gateway;
import org.jexpy.bindings.execnet.gateway.ProxyTransport;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jexpy.bindings.execnet.transport.LocalPair;
import org.jexpy.bindings.execnet.transport.LocalWorkers;
import org.jexpy.bindings.execnet.transport.PopenTransport;
import org.jexpy.bindings.execnet.transport.SocketTransport;
import org.jexpy.bindings.execnet.transport.StreamTransport;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jexpy.bindings.execnet.transport.Transport;
import org.jexpy.bindings.execnet.transport.WorkerCommand;
import org.jspecify.annotations.Nullable;

/** Starts the worker that a specification asks for. */
final class TransportFactory {
  private static final String FORWARDER = "gateway_io.py";
  private static final String SERVER = "socketserver.py";

  private final Surroundings surroundings;
  private final Function<String, Optional<Gateway>> gateways;

  TransportFactory(Surroundings surroundings, Function<String, Optional<Gateway>> gateways) {
    this.surroundings = surroundings;
    this.gateways = gateways;
  }

  /**
   * A worker that has said that it is there, and the way to it.
   *
   * @throws IllegalArgumentException if the specification asks for none
   * @throws IOException if it cannot be started
   */
  Transport open(XSpec spec, String id, String backend) throws IOException, InterruptedException {
    Optional<WorkerCommand> command = WorkerCommand.of(spec, surroundings.interpreter());
    if (spec.has("via")) {
      return via(spec, command, Bootstraps.line(id, backend));
    }
    if (command.isPresent()) {
      Process process = surroundings.start(command.get().words(), Map.of());
      return started(
          PopenTransport.of(process, command.get().address()), Bootstraps.line(id, backend));
    }
    if (spec.has("socket")) {
      return socket(spec);
    }
    if (spec.has("context")) {
      return context(spec);
    }
    throw noType(spec);
  }

  private Transport via(XSpec spec, Optional<WorkerCommand> command, byte[] line)
      throws IOException {
    if (spec.has("socket")) {
      throw new IllegalStateException(
          "via and socket in '%s': what connects needs no other gateway".formatted(spec));
    }
    WorkerCommand there = command.orElseThrow(() -> noType(spec));
    ProxyTransport transport =
        ProxyTransport.open(
            other(spec, "via"), ShippedText.of(FORWARDER), FORWARDER, spec, there.address());
    return started(transport, line);
  }

  /** Where another gateway's worker has begun to listen for this one. */
  private HostPort installed(XSpec spec) throws InterruptedException {
    RawChannel channel =
        other(spec, "installvia")
            .remoteExec(ShippedText.of(SERVER), SERVER, null, Dumper.dump(Map.of()));
    channel.send(Dumper.dump(Tuple.of("localhost", 0)));
    if (channel.receive(null).value() instanceof Tuple place
        && place.items().size() >= 2
        && place.items().get(0) instanceof String host
        && place.items().get(1) instanceof Long port) {
      boolean all = host.isEmpty() || host.equals("0.0.0.0");
      return new HostPort(all ? "localhost" : host, Math.toIntExact(port));
    }
    throw new IllegalStateException("what listens for '%s' does not say where".formatted(spec));
  }

  private Gateway other(XSpec spec, String key) {
    String id = Objects.requireNonNullElse(spec.get(key), "");
    return gateways
        .apply(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no gateway '%s', which '%s' wants".formatted(id, spec)));
  }

  private static IllegalArgumentException noType(XSpec spec) {
    return new IllegalArgumentException("no gateway type found for '%s'".formatted(spec));
  }

  private Transport socket(XSpec spec) throws IOException, InterruptedException {
    String address = Objects.requireNonNullElse(spec.get("socket"), "");
    if (spec.has("python")) {
      throw new IllegalStateException(
          "socket and python in '%s': the server has its interpreter already".formatted(spec));
    }
    HostPort place = spec.has("installvia") ? installed(spec) : HostPort.of(address);
    try {
      SocketTransport transport =
          SocketTransport.of(surroundings.connect(place.host(), place.port()), address);
      return started(transport, Bootstraps.socketLine(spec.toString()));
    } catch (UnknownHostException e) {
      throw new HostNotFoundException("");
    }
  }

  private static Transport started(StreamTransport transport, byte[] line) throws IOException {
    boolean ready = false;
    try {
      Bootstraps.start(transport, line);
      ready = true;
    } finally {
      if (!ready) {
        transport.kill();
        transport.closeWrite();
        transport.closeRead();
      }
    }
    return transport;
  }

  private Transport context(XSpec spec) {
    @Nullable LocalWorkers workers = surroundings.contexts();
    if (workers == null) {
      throw new IllegalArgumentException(
          "no gateway type found for '%s': this program runs no scripts in which a context could work; use popen"
              .formatted(spec));
    }
    LocalPair pair = new LocalPair();
    workers.open(spec, pair);
    return pair.controller();
  }
}
