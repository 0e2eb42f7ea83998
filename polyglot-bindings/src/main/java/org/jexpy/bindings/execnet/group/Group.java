package org.jexpy.bindings.execnet.group;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jexpy.bindings.execnet.channel.ExecnetException;
import org.jexpy.bindings.execnet.gateway.Gateway;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jexpy.bindings.execnet.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Gateways that end together (§1.2); any number of threads may use it. Closing it ends all of them,
 * and gives them a second.
 */
public final class Group implements AutoCloseable {
  private static final Duration AT_CLOSE = Duration.ofSeconds(1);

  private final Surroundings surroundings;
  private final TransportFactory transports;
  private final Map<String, Gateway> members = new LinkedHashMap<>();

  /** Those that have been told to end, and are waited for at the end of the group. */
  private final List<Gateway> leaving = new ArrayList<>();

  private int nextId;
  private ExecModel model = ExecModel.THREAD;
  private ExecModel remoteModel = ExecModel.THREAD;

  /**
   * A group without gateways.
   *
   * @param surroundings what they need of the machine
   */
  public Group(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.transports = new TransportFactory(surroundings, this::find);
  }

  /**
   * Make a gateway.
   *
   * @param spec what is asked for, {@code popen//python=python3}
   * @return the gateway; its worker may be gone already
   * @throws IllegalArgumentException if the specification is none
   * @throws IOException if the worker cannot be started
   * @throws ExecnetException if the machine cannot be reached, or the worker does not do what the
   *     specification says
   */
  public Gateway makegateway(String spec) throws IOException, InterruptedException {
    return makegateway(XSpec.of(spec));
  }

  /**
   * Make a gateway.
   *
   * @param spec what is asked for
   * @return the gateway; its worker may be gone already
   * @throws IllegalArgumentException if the specification asks for nothing that there is
   * @throws IllegalStateException if there is a gateway of that name
   * @throws IOException if the worker cannot be started
   * @throws ExecnetException if the machine cannot be reached, or the worker does not do what the
   *     specification says
   */
  public Gateway makegateway(XSpec spec) throws IOException, InterruptedException {
    String id = allocateId(spec);
    @Nullable String said = spec.get("execmodel");
    String backend = said == null ? remoteModel().backend() : said;
    XSpec asked = spec.with("id", id).with("execmodel", backend);
    Transport transport = transports.open(asked, id, backend);
    Gateway gateway = Gateway.start(transport, asked, id, model(), surroundings, this::leave);
    register(gateway);
    WorkerSetting.apply(gateway);
    return gateway;
  }

  private void register(Gateway gateway) {
    boolean taken;
    synchronized (members) {
      taken = members.putIfAbsent(gateway.id(), gateway) != null;
    }
    if (taken) {
      gateway.transport().kill();
      gateway.transport().closeWrite();
      throw new IllegalStateException("there is a gateway '%s' already".formatted(gateway.id()));
    }
  }

  /** Have a gateway leave; false if it has. */
  private boolean leave(Gateway gateway) {
    synchronized (members) {
      if (!members.remove(gateway.id(), gateway)) {
        return false;
      }
      // Those that have ended by now need nobody any more.
      leaving.removeIf(Termination::ended);
      leaving.add(gateway);
      return true;
    }
  }

  /**
   * The name of the gateway of a specification: what it says, or the next number.
   *
   * @param spec the specification
   * @throws IllegalArgumentException if the next number is taken
   */
  public String allocateId(XSpec spec) {
    Optional<String> id = spec.id();
    if (id.isPresent()) {
      return id.get();
    }
    synchronized (members) {
      String next = "gw" + nextId++;
      if (members.containsKey(next)) {
        throw new IllegalArgumentException("already have gateway with id '%s'".formatted(next));
      }
      return next;
    }
  }

  /** The gateways that were not told to end, in the order in which they were made. */
  public List<Gateway> gateways() {
    synchronized (members) {
      return List.copyOf(members.values());
    }
  }

  /**
   * The gateway of a name, if there is one.
   *
   * @param id its name
   */
  public Optional<Gateway> find(String id) {
    synchronized (members) {
      return Optional.ofNullable(members.get(id));
    }
  }

  /**
   * Have source executed by all workers.
   *
   * @param source Python; it finds its channel as {@code channel}
   * @return a channel for each gateway, in their order
   * @throws ExecnetException if the connection of one is gone
   */
  public MultiChannel remoteExec(String source) {
    return new MultiChannel(
        gateways().stream().map(gateway -> gateway.remoteExec(source)).toList());
  }

  /** How this side runs things. */
  public ExecModel model() {
    synchronized (members) {
      return model;
    }
  }

  /** How workers run things, if their specification does not say. */
  public ExecModel remoteModel() {
    synchronized (members) {
      return remoteModel;
    }
  }

  /**
   * Say how things are run.
   *
   * @param local on this side
   * @param remote by workers, if their specification does not say
   * @throws IllegalArgumentException if there are gateways already
   */
  public void setModels(ExecModel local, ExecModel remote) {
    synchronized (members) {
      if (!members.isEmpty()) {
        throw new IllegalArgumentException(
            "can not set execution models if gateways have been created already");
      }
      model = local;
      remoteModel = remote;
    }
  }

  /**
   * End all gateways and wait for their workers; those that do not end in time are killed. This
   * comes back in every case.
   *
   * @param limit how long the workers of one round may take, before they are killed; null for as
   *     long as a worker may take that ends by itself, 17 s
   */
  public void terminate(@Nullable Duration limit) {
    Termination termination = new Termination(limit);
    for (List<Gateway> round = nextRound(); !round.isEmpty(); round = nextRound()) {
      termination.end(round);
    }
  }

  /** Those that no other gateway goes through are told to end; and those who were told before. */
  private List<Gateway> nextRound() {
    List<Gateway> now = gateways();
    List<Gateway> ending = new ArrayList<>(now);
    for (Gateway gateway : now) {
      ending.removeIf(other -> other != gateway && other.id().equals(gateway.spec().get("via")));
    }
    (ending.isEmpty() ? now : ending).forEach(Gateway::exit);
    synchronized (members) {
      List<Gateway> round = List.copyOf(leaving);
      leaving.clear();
      return round;
    }
  }

  /** End all gateways, and give them a second. */
  @Override
  public void close() {
    terminate(AT_CLOSE);
  }
}
