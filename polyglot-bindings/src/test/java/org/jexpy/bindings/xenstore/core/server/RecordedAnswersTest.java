package org.jexpy.bindings.xenstore.core.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jexpy.bindings.xenstore.core.server.Hypervisor.DomainState;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks what a probe asked of C xenstored, over sockets and the ring of a domain, and compares: each
 * answer and each event has to be the same, but for what was decided otherwise.
 */
@Timeout(120)
final class RecordedAnswersTest {
  /** The cases that differ, and why. */
  private static final Map<String, String> DECIDED =
      Map.of(
          "READ b'/p/a'", "no NUL at the end is EINVAL, not what happens to come of it",
          "READ b''", "the same",
          "MKDIR b'/p/x'", "the same",
          "TX ext write k then write k", "a transaction sees the tree as it was at its start",
          "TX ext write k then read k (snapshot?)", "the same",
          "TX ext write k, read k, write k", "the same",
          "TX ext rm k ; tx rm k", "the same");

  @TempDir Path folder;
  private final Map<String, RawConnection> connections = new HashMap<>();
  private final TestHypervisor hypervisor = new TestHypervisor();

  @Test
  void theyAreThoseOfTheGenuineServer() throws Exception {
    Map<String, List<String>> differ = new LinkedHashMap<>();
    List<String> since = new ArrayList<>();
    int cases = 0;
    Path socket = folder.resolve("socket");
    try (XenStoreServer server =
        XenStoreServer.builder().socket(socket).hypervisor(hypervisor).start()) {
      for (String line : lines()) {
        if (line.startsWith("# ")) {
          cases++;
          if (!since.isEmpty()) {
            differ.merge(line.substring(2), List.copyOf(since), (one, two) -> two);
            since.clear();
          }
        } else if (!line.startsWith("//")) {
          step(server, socket, line, since);
        }
      }
      for (RawConnection connection : connections.values()) {
        connection.close();
      }
    }
    assertThat(cases).isGreaterThan(270);
    assertThat(
            differ.entrySet().stream()
                .filter(entry -> !DECIDED.containsKey(entry.getKey()))
                .map(Objects::toString)
                .collect(Collectors.joining("\n")))
        .isEmpty();
    assertThat(differ.keySet()).containsExactlyInAnyOrderElementsOf(DECIDED.keySet());
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = RecordedAnswersTest.class.getResourceAsStream("xenstored-4.17.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), ISO_8859_1).lines().toList();
    }
  }

  private void step(XenStoreServer server, Path socket, String line, List<String> differ)
      throws IOException {
    List<String> words = List.of(line.split(" ", -1));
    switch (words.getFirst()) {
      case "open" ->
          connections.put(
              words.get(1),
              words.get(1).equals("ring")
                  ? new RawConnection(hypervisor.ring(5, server::kicked))
                  : RawConnection.to(socket));
      case "present" -> hypervisor.set(Integer.parseInt(words.get(1)), DomainState.RUNNING);
      case "shutdown" -> hypervisor.set(Integer.parseInt(words.get(1)), DomainState.SHUTDOWN);
      case "absent" -> hypervisor.set(Integer.parseInt(words.get(1)), DomainState.ABSENT);
      case "look" -> server.domainsChanged().join();
      default -> {
        RawConnection connection = Objects.requireNonNull(connections.get(words.getFirst()));
        String expected;
        String got;
        if (words.get(1).equals("events")) {
          expected = String.join(" ", words.subList(2, words.size()));
          got = events(connection);
        } else {
          int equals = words.indexOf("=");
          expected = String.join(" ", words.subList(equals + 1, words.size()));
          got = answer(connection, words.subList(1, equals));
        }
        if (!masked(expected).equals(masked(got))) {
          differ.add("%s, but was: %s".formatted(line, got));
        }
      }
    }
  }

  private static String events(RawConnection connection) throws IOException {
    return connection.events().stream()
        .map(
            event ->
                event.requestId() == 0 && event.transactionId() == 0
                    ? text(event.payload())
                    : event.toString())
        .collect(Collectors.joining(" "));
  }

  private static String answer(RawConnection connection, List<String> request) throws IOException {
    int type = Integer.parseInt(request.get(0));
    int transaction = Integer.parseInt(request.get(1));
    byte[] payload = bytes(request.get(2));
    int length =
        request.size() > 3
            ? Integer.parseUnsignedInt(request.get(3).substring("len=".length()))
            : payload.length;
    Packet reply;
    try {
      if (length == payload.length && length <= Packet.MAX_PAYLOAD) {
        reply = connection.ask(type, transaction, payload);
      } else {
        ByteBuffer raw =
            ByteBuffer.allocate(Packet.HEADER + payload.length).order(ByteOrder.nativeOrder());
        raw.putInt(type).putInt(1).putInt(transaction).putInt(length).put(payload);
        connection.send(raw.flip());
        reply = connection.reply();
      }
    } catch (IOException e) {
      return "<connection_closed>";
    }
    return "%d %d %s".formatted(reply.type(), reply.transactionId(), text(reply.payload()));
  }

  /** The number in front of parts of a directory is the server's own. */
  private static String masked(String answer) {
    String part = Operation.DIRECTORY_PART.number() + " 0 ";
    return answer.startsWith(part) ? answer.replaceFirst("^" + part + "[0-9]+", part) : answer;
  }

  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int at = text.equals("-") ? 1 : 0; at < text.length(); at++) {
      char one = text.charAt(at);
      if (one != '\\') {
        bytes.write(one == '|' ? 0 : one);
      } else if (text.charAt(at + 1) == '{') {
        int end = text.indexOf('}', at);
        int count = Integer.parseInt(text, at + 2, end - 1, 10);
        bytes.writeBytes(text.substring(end - 1, end).repeat(count).getBytes(ISO_8859_1));
        at = end;
      } else {
        bytes.write(Integer.parseInt(text, at + 1, at + 3, 16));
        at += 2;
      }
    }
    return bytes.toByteArray();
  }

  /** The other way round; runs as they are, so that both sides are compared without them. */
  private static String text(byte[] payload) {
    StringBuilder text = new StringBuilder(payload.length == 0 ? "-" : "");
    int at = 0;
    while (at < payload.length) {
      int one = payload[at] & 0xff;
      int run = at;
      while (run < payload.length && payload[run] == payload[at]) {
        run++;
      }
      if ((one == 'x' || one == 'y') && run - at > 30) {
        text.append("\\{%d%c}".formatted(run - at, one));
        at = run;
        continue;
      }
      boolean plain = one > 32 && one < 127 && one != '\\' && one != '|';
      text.append(one == 0 ? "|" : plain ? String.valueOf((char) one) : "\\%02x".formatted(one));
      at++;
    }
    return text.toString();
  }
}
