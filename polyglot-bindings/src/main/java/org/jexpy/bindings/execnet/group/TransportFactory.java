package org.jexpy.bindings.execnet.group;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jexpy.bindings.execnet.channel.HostNotFoundException;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jexpy.bindings.execnet.transport.LocalPair;
import org.jexpy.bindings.execnet.transport.LocalWorkers;
import org.jexpy.bindings.execnet.transport.PopenTransport;
import org.jexpy.bindings.execnet.transport.SocketTransport;
import org.jexpy.bindings.execnet.transport.StreamTransport;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jexpy.bindings.execnet.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Starts the worker that a specification asks for. */
final class TransportFactory {
  private final Surroundings surroundings;

  TransportFactory(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * A worker that has said that it is there, and the way to it.
   *
   * @throws IllegalArgumentException if the specification asks for none
   * @throws IOException if it cannot be started
   */
  Transport open(XSpec spec, String id, String backend) throws IOException {
    if (spec.has("popen")) {
      return process(popen(spec), null, id, backend);
    }
    if (spec.has("ssh")) {
      return process(SshCommand.ssh(spec), spec.get("ssh"), id, backend);
    }
    if (spec.has("vagrant_ssh")) {
      return process(SshCommand.vagrant(spec), spec.get("vagrant_ssh"), id, backend);
    }
    if (spec.has("socket")) {
      return socket(spec);
    }
    if (spec.has("context")) {
      return context(spec);
    }
    throw new IllegalArgumentException("no gateway type found for '%s'".formatted(spec));
  }

  private List<String> popen(XSpec spec) {
    @Nullable String python = spec.get("python");
    List<String> command =
        new ArrayList<>(
            python == null || python.isEmpty()
                ? surroundings.interpreter()
                : ShellWords.split(python));
    command.add("-u");
    if (spec.has("dont_write_bytecode")) {
      command.add("-B");
    }
    command.add("-c");
    command.add(Bootstraps.COMMAND);
    return command;
  }

  private Transport process(
      List<String> command, @Nullable String address, String id, String backend)
      throws IOException {
    Process process = surroundings.start(command, Map.of());
    return started(PopenTransport.of(process, address), Bootstraps.line(id, backend));
  }

  private Transport socket(XSpec spec) throws IOException {
    String address = Objects.requireNonNullElse(spec.get("socket"), "");
    if (spec.has("python")) {
      throw new IllegalStateException(
          "socket and python in '%s': the server has its interpreter already".formatted(spec));
    }
    HostPort place = HostPort.of(address);
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
