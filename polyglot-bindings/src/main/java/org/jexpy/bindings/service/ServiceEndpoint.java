package org.jexpy.bindings.service;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * One end of a connection. It supplies services to the other end and uses the other end's: the
 * container supplies its command executor to a process, and uses that process's agent, over one
 * connection. Safe for use by many threads.
 */
public final class ServiceEndpoint implements AutoCloseable {
  private final Transport transport;
  private final OutgoingCalls outgoing;
  private final IncomingCalls incoming;

  private ServiceEndpoint(Builder builder) {
    this.transport = builder.transport;
    this.outgoing = new OutgoingCalls(transport, builder.limits);
    this.incoming =
        new IncomingCalls(transport, builder.limits, builder.executor, builder.services);
  }

  /** What an endpoint is made of. */
  public static final class Builder {
    private final Transport transport;
    private final Executor executor;
    private final Map<String, SuppliedService> services = new HashMap<>();
    private CodecLimits limits = CodecLimits.DEFAULT;

    private Builder(Transport transport, Executor executor) {
      this.transport = transport;
      this.executor = executor;
    }

    /**
     * Supply a service to the other end.
     *
     * @param <S> the interface
     * @param type the interface, marked {@link RemoteService}
     * @param service what answers the calls
     * @return this builder
     * @throws ServiceRuleException if the interface breaks the rule
     * @throws IllegalArgumentException if a service of that name is supplied already
     */
    public <S> Builder supply(Class<S> type, S service) {
      ServiceContract contract = ServiceContract.of(type);
      if (services.putIfAbsent(contract.name(), new SuppliedService(contract, service)) != null) {
        throw new IllegalArgumentException(
            "service '%s' is supplied already".formatted(contract.name()));
      }
      return this;
    }

    /**
     * Set how much the other end may send at once.
     *
     * @param newLimits the limits; {@link CodecLimits#DEFAULT} by default
     * @return this builder
     */
    public Builder limits(CodecLimits newLimits) {
      limits = newLimits;
      return this;
    }

    /** Open the endpoint: frames arrive from now on. */
    public ServiceEndpoint open() {
      ServiceEndpoint endpoint = new ServiceEndpoint(this);
      transport.start(endpoint.new Frontier());
      return endpoint;
    }
  }

  /**
   * Begin to make an endpoint.
   *
   * @param transport the connection, which the endpoint owns and closes
   * @param executor runs the calls that arrive; they may block
   * @return a builder
   */
  public static Builder builder(Transport transport, Executor executor) {
    return new Builder(transport, executor);
  }

  /**
   * A service of the other end. Its methods throw what they declare, or a {@link
   * RemoteCallException}.
   *
   * @param <S> the interface
   * @param type the interface, marked {@link RemoteService}
   * @return an object that carries each call to the other end
   * @throws ServiceRuleException if the interface breaks the rule
   */
  public <S> S use(Class<S> type) {
    return ServiceProxy.create(type, ServiceContract.of(type), outgoing);
  }

  /** Close the connection. Calls that wait for a result end with an error. */
  @Override
  public void close() {
    outgoing.closeAll("the endpoint is closed");
    transport.close();
  }

  private final class Frontier implements Transport.Receiver {
    @Override
    public void onFrame(byte[] frame) {
      try {
        WireReader in = new WireReader(frame, outgoing.limits());
        Frames.Head head = Frames.readHead(in);
        if (head.kind() == Frames.Kind.CALL) {
          incoming.accept(head.call(), in);
        } else {
          outgoing.accept(head, in);
        }
      } catch (ServiceCodecException e) {
        // What follows broken bytes cannot be trusted either.
        outgoing.closeAll("the other side sent no valid frame: " + e.getMessage());
        transport.close();
      }
    }

    @Override
    public void onClosed(String reason) {
      outgoing.closeAll(reason);
    }
  }
}
