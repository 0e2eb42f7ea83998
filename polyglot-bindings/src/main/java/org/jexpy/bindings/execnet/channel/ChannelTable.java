package org.jexpy.bindings.execnet.channel;

import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jexpy.bindings.BindingsThreads;
import org.jexpy.bindings.execnet.serial.Coercion;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.wire.Frame;
import org.jexpy.bindings.execnet.wire.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * The channels of a gateway by number. A channel that nobody has any more is forgotten, and the
 * other side told; nothing depends on that but the memory of both.
 */
public final class ChannelTable {
  /** Numbers of the two sides are odd and even. */
  private static final int STEP = 2;

  private static final Cleaner CLEANER =
      Cleaner.create(body -> BindingsThreads.daemon("jexpy-execnet-channels", body));

  /** How many bytes may wait to be taken before nothing more is read: 256 MiB. */
  public static final long MAX_BACKLOG = 1L << 28;

  private final FrameSink sink;
  private final Backlog backlog;

  /** Guards the fields below; nothing else is done while it is held. */
  private final Object monitor = new Object();

  private final Map<Integer, WeakReference<RawChannel>> channels = new HashMap<>();
  private int next;
  private boolean finished;

  /** Held while items are delivered and callbacks run: so they come one after the other. */
  private final ReentrantLock receiving = new ReentrantLock();

  private final Map<Integer, Listener> listeners = new ConcurrentHashMap<>();
  private final Set<RawChannel> pinned = ConcurrentHashMap.newKeySet();
  private volatile Coercion coercion = Coercion.OF_GATEWAYS;

  /**
   * An empty table.
   *
   * @param sink sends frames
   * @param first the first number of own channels: 1 on the side that made the gateway, otherwise 2
   * @param maxBacklog how many bytes may wait to be taken
   */
  public ChannelTable(FrameSink sink, int first, long maxBacklog) {
    this.sink = sink;
    this.backlog = new Backlog(maxBacklog);
    this.next = first;
  }

  FrameSink sink() {
    return sink;
  }

  Backlog backlog() {
    return backlog;
  }

  /** Wait while too much waits to be taken; for the thread that reads. */
  public void awaitRoom() {
    if (backlog.full()) {
      sink.warn(
          "%s reads no more until half of what it has received is taken"
              .formatted(sink.describe()));
      backlog.awaitHalf();
    }
  }

  /** Have {@link #awaitRoom} wait no more: the gateway ends. */
  public void liftLimit() {
    backlog.lift();
  }

  /**
   * A new channel, of which the other side does not know yet.
   *
   * @throws ChannelIoException if the gateway has ended
   */
  public RawChannel open() {
    synchronized (monitor) {
      int id = next;
      RawChannel channel = add(id);
      next = id + STEP;
      return channel;
    }
  }

  /**
   * The channel of a number that the other side named.
   *
   * @param id the number
   * @throws ChannelIoException if it is not there and the gateway has ended
   */
  public RawChannel ofPeer(int id) {
    synchronized (monitor) {
      @Nullable RawChannel channel = live(id);
      return channel == null ? add(id) : channel;
    }
  }

  /**
   * The channel of a number, if somebody has it.
   *
   * @param id the number
   */
  public Optional<RawChannel> find(int id) {
    synchronized (monitor) {
      return Optional.ofNullable(live(id));
    }
  }

  private @Nullable RawChannel live(int id) {
    @Nullable WeakReference<RawChannel> reference = channels.get(id);
    return reference == null ? null : reference.get();
  }

  private RawChannel add(int id) {
    if (finished) {
      throw new ChannelIoException("connection already closed: " + sink.describe());
    }
    ChannelState state = new ChannelState(id, this);
    RawChannel channel = new RawChannel(this, state, coercion);
    channels.put(id, new WeakReference<>(channel));
    Cleaner.Cleanable _ = CLEANER.register(channel, state);
    return channel;
  }

  /** The channels that somebody has. */
  public List<RawChannel> all() {
    synchronized (monitor) {
      List<RawChannel> all = new ArrayList<>(channels.size());
      for (WeakReference<RawChannel> reference : channels.values()) {
        @Nullable RawChannel channel = reference.get();
        if (channel != null) {
          all.add(channel);
        }
      }
      return all;
    }
  }

  /** How many channels there are. */
  public int active() {
    synchronized (monitor) {
      return channels.size();
    }
  }

  /** The numbers of channels with a callback. */
  public Set<Integer> listening() {
    return Set.copyOf(listeners.keySet());
  }

  /** How strings are read on channels that are made from now on. */
  public Coercion coercion() {
    return coercion;
  }

  /**
   * Have strings read in another way on channels that are made from now on.
   *
   * @param coercion the way
   */
  public void setCoercion(Coercion coercion) {
    this.coercion = coercion;
  }

  /**
   * The other side wants strings read in another way.
   *
   * @param id the channel; 0 for those that are made from now on
   * @param changed the way
   */
  public void reconfigured(int id, Coercion changed) {
    if (id == 0) {
      coercion = changed;
    } else {
      ofPeer(id).setCoercion(changed);
    }
  }

  void listen(RawChannel channel, Consumer<Item> callback, @Nullable Runnable end) {
    receiving.lock();
    try {
      @Nullable Listener listener = channel.startListening(callback, end);
      if (listener != null) {
        listeners.put(channel.id(), listener);
      }
    } finally {
      receiving.unlock();
    }
  }

  /**
   * An item has come; without a channel or a callback it is dropped.
   *
   * @param id the number of its channel
   * @param payload its bytes
   * @throws org.jexpy.bindings.execnet.serial.LoadException if they are no value
   */
  public void data(int id, byte[] payload) {
    receiving.lock();
    try {
      @Nullable Listener listener = listeners.get(id);
      if (listener != null) {
        call(id, listener, payload);
      } else {
        find(id).ifPresent(channel -> channel.deliver(payload));
      }
    } finally {
      receiving.unlock();
    }
  }

  private void call(int id, Listener listener, byte[] payload) {
    try {
      listener.callback().accept(Item.of(payload, listener.coercion(), this));
    } catch (RuntimeException | StackOverflowError e) {
      String text = CallbackFailure.textOf(e);
      sendQuietly(closeError(id, text));
      ended(id, text, false);
    }
  }

  /**
   * The other side will send no more on a channel.
   *
   * @param id its number
   * @param error the text of its error; null for none
   * @param sendOnly whether the other side still listens
   */
  public void ended(int id, @Nullable String error, boolean sendOnly) {
    receiving.lock();
    try {
      Optional<RawChannel> channel = find(id);
      if (channel.isPresent()) {
        channel.get().endReceiving(error);
      } else if (error != null) {
        warnOfError(error);
      }
      // Callbacks know of the end before those who wait for it.
      leave(id);
      channel.ifPresent(one -> one.endedReceiving(sendOnly));
    } finally {
      receiving.unlock();
    }
  }

  /** The gateway has ended: nothing comes any more, and there will be no new channels. */
  public void finish() {
    synchronized (monitor) {
      finished = true;
    }
    all().forEach(channel -> ended(channel.id(), null, true));
    Set.copyOf(listeners.keySet()).forEach(id -> ended(id, null, true));
  }

  /** Whether the gateway has ended. */
  public boolean finished() {
    synchronized (monitor) {
      return finished;
    }
  }

  /** A channel is in no table any more; its callback hears of that. */
  void leave(int id) {
    synchronized (monitor) {
      channels.remove(id);
    }
    @Nullable Listener listener = listeners.remove(id);
    if (listener != null) {
      try {
        listener.ended();
      } catch (RuntimeException e) {
        sink.warn("what was to run at the end of channel %d failed: %s".formatted(id, e));
      }
    }
  }

  /** Nobody has a channel any more. Its callback goes on. */
  void forget(int id) {
    synchronized (monitor) {
      if (live(id) == null) {
        channels.remove(id);
      }
    }
  }

  /** Have a channel until nobody waits for its items. */
  void pin(RawChannel channel) {
    pinned.add(channel);
    unpin(channel);
  }

  void unpin(RawChannel channel) {
    if (!channel.asked()) {
      pinned.remove(channel);
    }
  }

  /**
   * The frame that closes a channel with an error.
   *
   * @param id the channel
   * @param text the error; what has no form on the wire is replaced
   */
  public static Frame closeError(int id, String text) {
    return new Frame(MessageType.CHANNEL_CLOSE_ERROR, id, Dumper.dump(encodable(text)));
  }

  /** Half of a character of two halves has no UTF-8. */
  private static String encodable(String text) {
    StringBuilder builder = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '?' : c)
        .forEach(builder::appendCodePoint);
    return builder.toString();
  }

  void sendQuietly(Frame frame) {
    try {
      sink.send(frame);
    } catch (ChannelIoException e) {
      // The connection is gone: then the other side knows.
    }
  }

  void warnOfError(String error) {
    if (!error.equals("keyboard-interrupted")) {
      sink.warn("unhandled RemoteError: " + error);
    }
  }
}
