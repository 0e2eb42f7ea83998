package org.jexpy.host.xenstore;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/**
 * Something that went over a connection: {@code 0.000123 1> READ 5 0 "/local/domain/0/name\000"}.
 *
 * @param micros when, in microseconds since the recording began
 * @param connection which connection, counted from 1
 * @param request whether the client sent it, rather than the server
 * @param content what it was
 */
record TrafficLine(long micros, int connection, boolean request, Content content) {
  /** The first line of a recording. */
  static final String TITLE =
      "# XenStore traffic 1: SECONDS CONNECTION> (client) or < (server) OPERATION REQUEST TRANSACTION \"PAYLOAD\"";

  /** How long an answer may be: oxenstored sends longer ones than the protocol knows. */
  static final int MAX_ANSWER = 1 << 20;

  private static final String BYTES = "BYTES";
  private static final String CLOSE = "CLOSE";
  private static final long PER_SECOND = 1_000_000;
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,12})\\.(\\d{6}) (\\d{1,9})([<>]) (?:(CLOSE)|(BYTES) \"(.*)\"|(\\S+) (\\d+) (\\d+) \"(.*)\")");

  /** What went over a connection. */
  sealed interface Content {
    /** A packet. */
    record Whole(Packet packet) implements Content {}

    /**
     * What is no packet: a payload that is too long, and all behind it; or one that was cut off.
     */
    record Raw(Payload bytes) implements Content {}

    /** Nothing more comes from this side. */
    record Closed() implements Content {}
  }

  /** Bytes that are compared by their content. */
  record Payload(String text) {
    static Payload of(byte[] bytes) {
      return new Payload(ValueText.of(bytes));
    }

    byte[] bytes() {
      return ValueText.parse(text);
    }
  }

  /** The same, without when and where. */
  String what() {
    return "%d%s %s".formatted(connection, request ? ">" : "<", text(content));
  }

  static String text(Content content) {
    return switch (content) {
      case Content.Closed() -> CLOSE;
      case Content.Raw(Payload bytes) -> "%s \"%s\"".formatted(BYTES, bytes.text());
      case Content.Whole(Packet packet) ->
          "%s %s %s \"%s\""
              .formatted(
                  name(packet.type()),
                  Integer.toUnsignedString(packet.requestId()),
                  Integer.toUnsignedString(packet.transactionId()),
                  ValueText.of(packet.payload()));
    };
  }

  private static String name(int type) {
    @Nullable Operation operation = Operation.of(type);
    return operation == null ? Integer.toUnsignedString(type) : operation.name();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d.%06d %s", micros / PER_SECOND, micros % PER_SECOND, what());
  }

  /**
   * Read a line.
   *
   * @param where the file and the line, for complaints
   * @param line the line
   * @throws IOException if it is none of a recording
   */
  static TrafficLine parse(String where, String line) throws IOException {
    Matcher form = FORM.matcher(line);
    if (!form.matches()) {
      throw new IOException(
          "%s is nothing of a recording; a line is: SECONDS CONNECTION> OPERATION REQUEST TRANSACTION \"PAYLOAD\", with < for the server, six digits behind the point of the seconds, and BYTES \"…\" or CLOSE in place of a packet"
              .formatted(where));
    }
    return new TrafficLine(
        Long.parseLong(form.group(1)) * PER_SECOND + Long.parseLong(form.group(2)),
        Integer.parseInt(form.group(3)),
        form.group(4).equals(">"),
        content(where, form));
  }

  private static Content content(String where, Matcher form) throws IOException {
    if (form.group(5) != null) {
      return new Content.Closed();
    }
    if (form.group(6) != null) {
      return new Content.Raw(Payload.of(ValueText.parse(form.group(7))));
    }
    byte[] payload = ValueText.parse(form.group(11));
    int most = form.group(4).equals(">") ? Packet.MAX_PAYLOAD : MAX_ANSWER;
    if (payload.length > most) {
      throw new IOException(
          "%s: a payload of %d bytes (a packet has at most %d)"
              .formatted(where, payload.length, most));
    }
    return new Content.Whole(
        new Packet(
            type(where, form.group(8)),
            number(where, "a request", form.group(9)),
            number(where, "a transaction", form.group(10)),
            payload));
  }

  private static int type(String where, String text) throws IOException {
    for (Operation operation : Operation.values()) {
      if (operation.name().equals(text)) {
        return operation.number();
      }
    }
    if (text.chars().allMatch(Character::isDigit)) {
      return number(where, "an operation", text);
    }
    throw new IOException(
        "%s: '%s' is no operation; those are %s, or the number of any other"
            .formatted(
                where,
                text,
                Arrays.stream(Operation.values())
                    .map(Operation::name)
                    .collect(Collectors.joining(", "))));
  }

  private static int number(String where, String what, String text) throws IOException {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new IOException(
          "%s: '%s' is no number for %s (expected 0 to 4294967295)".formatted(where, text, what),
          e);
    }
  }
}
