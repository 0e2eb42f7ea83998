package org.jexpy.host.xenstore;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Says to a server what clients have said in a recording, and compares what it answers. Each line
 * is waited for before the next, so that whatever depended on an answer comes after it again.
 *
 * <p>Answers are told by the number of their request, events by their order. What servers number as
 * they like is no difference: transactions, and the generation before a part of a directory.
 */
final class TrafficReplay implements Closeable {
  /** How long an answer is waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A number that clients hardly have: they count from 0 or 1. */
  private static final int LAST = 0xffff_fff0;

  private final Path server;
  private final Duration patience;
  private final PrintStream out;
  private final Map<Integer, Client> clients = new TreeMap<>();
  private int requests;
  private int differences;

  /**
   * One connection, and what is known of it.
   *
   * @param connection the connection
   * @param asked the requests that are not answered yet, by their numbers
   * @param recorded the transactions of the recording, by those of the server
   * @param now the other way round
   * @param events the events that were recorded so far
   */
  private record Client(
      ReplayConnection connection,
      Map<Integer, List<TrafficLine>> asked,
      Map<Integer, Integer> recorded,
      Map<Integer, Integer> now,
      List<TrafficLine> events) {}

  TrafficReplay(Path server, Duration patience, PrintStream out) {
    this.server = server;
    this.patience = patience;
    this.out = out;
  }

  /**
   * Replay.
   *
   * @param lines the recording
   * @return how many differences there were; they are printed
   * @throws IOException if nobody answers
   */
  int run(List<TrafficLine> lines) throws IOException, InterruptedException {
    for (TrafficLine line : lines) {
      Client client = client(line.connection());
      if (line.request()) {
        send(client, line);
      } else {
        compare(client, line);
      }
    }
    for (Map.Entry<Integer, Client> each : clients.entrySet()) {
      compareEvents(each.getKey(), each.getValue());
    }
    out.println(
        "%s on %s, %s"
            .formatted(
                count(requests, "request"),
                count(clients.size(), "connection"),
                differences == 0
                    ? "all answered as recorded"
                    : "%d of the answers and events differ".formatted(differences)));
    return differences;
  }

  private static String count(int number, String what) {
    return "%d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }

  private Client client(int number) throws IOException {
    @Nullable Client known = clients.get(number);
    if (known != null) {
      return known;
    }
    Client made =
        new Client(
            ReplayConnection.open(server, number, patience),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new ArrayList<>());
    clients.put(number, made);
    return made;
  }

  private void send(Client client, TrafficLine line) {
    boolean sent = true;
    switch (line.content()) {
      case TrafficLine.Content.Closed() -> client.connection().finish();
      case TrafficLine.Content.Raw(TrafficLine.Payload bytes) ->
          sent = client.connection().send(ByteBuffer.wrap(bytes.bytes()));
      case TrafficLine.Content.Whole(Packet packet) -> {
        requests++;
        client.asked().computeIfAbsent(packet.requestId(), id -> new ArrayList<>()).add(line);
        int transaction = client.now().getOrDefault(packet.transactionId(), packet.transactionId());
        sent =
            client
                .connection()
                .send(new Packet(packet.type(), packet.requestId(), transaction, packet.payload()));
      }
    }
    if (!sent) {
      differ("could not be sent, the server has hung up: " + line.what());
    }
  }

  private void compare(Client client, TrafficLine line) throws InterruptedException {
    switch (line.content()) {
      case TrafficLine.Content.Closed() -> {
        if (!client.connection().awaitEnd()) {
          differ("the server does not hang up:", "- " + line.what());
        }
      }
      case TrafficLine.Content.Raw(TrafficLine.Payload bytes) -> {
        // A server that was killed in the midst of an answer: nothing that another one should do.
      }
      case TrafficLine.Content.Whole(Packet packet) -> {
        if (packet.is(Operation.WATCH_EVENT)) {
          client.events().add(line);
          client.connection().awaitEvents(client.events().size());
        } else {
          compareReply(client, line, packet);
        }
      }
    }
  }

  private void compareReply(Client client, TrafficLine line, Packet recorded)
      throws InterruptedException {
    Optional<TrafficLine> request = request(client, recorded.requestId());
    String about = "answer to " + request.map(TrafficLine::what).orElse("no request") + ":";
    @Nullable Packet got = client.connection().reply(recorded.requestId());
    if (got == null) {
      differ(about, "- " + line.what(), "+ nothing within %d s".formatted(patience.toSeconds()));
      return;
    }
    Packet known = asRecorded(client, recorded, got);
    if (!known.equals(recorded)) {
      differ(about, "- " + line.what(), "+ " + what(line.connection(), known));
    }
  }

  private static Optional<TrafficLine> request(Client client, int id) {
    List<TrafficLine> waiting = client.asked().getOrDefault(id, List.of());
    return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.removeFirst());
  }

  /** What was got, with the numbers of the recording. */
  private static Packet asRecorded(Client client, Packet recorded, Packet got) {
    byte[] payload = got.payload();
    if (got.type() == recorded.type()) {
      if (got.is(Operation.TRANSACTION_START)) {
        @Nullable Integer then = number(recorded);
        @Nullable Integer now = number(got);
        if (then != null && now != null) {
          client.now().put(then, now);
          client.recorded().put(now, then);
          payload = recorded.payload();
        }
      } else if (got.is(Operation.DIRECTORY_PART)) {
        payload = withGenerationOf(recorded.payload(), payload);
      }
    }
    int transaction = client.recorded().getOrDefault(got.transactionId(), got.transactionId());
    return new Packet(got.type(), got.requestId(), transaction, payload);
  }

  private static @Nullable Integer number(Packet reply) {
    try {
      return Integer.parseUnsignedInt(
          new String(reply.payload(), StandardCharsets.ISO_8859_1).replace("\0", ""));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static byte[] withGenerationOf(byte[] recorded, byte[] got) {
    int then = Payload.indexOfNul(recorded, 0);
    int now = Payload.indexOfNul(got, 0);
    if (then < 0 || now < 0) {
      return got;
    }
    return ByteBuffer.allocate(then + got.length - now)
        .put(recorded, 0, then)
        .put(got, now, got.length - now)
        .array();
  }

  /** Those that were not recorded count, too, as far as they have come when all is said. */
  private void compareEvents(int number, Client client) throws InterruptedException {
    // What the server answers after this was no effect of the recording.
    if (client
        .connection()
        .send(Packet.request(Operation.GET_DOMAIN_PATH, LAST, 0, Payload.of("0")))) {
      var _ = client.connection().reply(LAST);
    }
    List<String> recorded = client.events().stream().map(TrafficLine::what).toList();
    List<String> got =
        client.connection().events().stream().map(event -> what(number, event)).toList();
    if (!recorded.equals(got)) {
      List<String> lines = SequenceDiff.of(recorded, got);
      differences += lines.size() - 1;
      lines.addFirst("events of connection %d:".formatted(number));
      differ(lines.toArray(String[]::new));
    }
  }

  private static String what(int connection, Packet packet) {
    return new TrafficLine(0, connection, false, new TrafficLine.Content.Whole(packet)).what();
  }

  private void differ(String... lines) {
    differences++;
    for (String line : lines) {
      out.println(line);
    }
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients.values()) {
      client.connection().close();
    }
  }
}
