package org.jexpy.host.control;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.host.command.Candidate;

/**
 * What passes over a control socket: a length of four bytes, a kind of one, and the content. Both
 * ends come from one distribution. Not the codec of services: {@code exec} shall load next to
 * nothing.
 */
final class Frames {
  /** What a client asks at most: a command line is not that long. */
  static final int MAX_REQUEST = 1 << 20;

  /** What a server answers at most in one piece. */
  static final int MAX_ANSWER = 1 << 24;

  private Frames() {}

  /** What a client asks. */
  sealed interface Request {
    /**
     * Execute a line.
     *
     * @param width of the terminal
     * @param json whether reports are to be JSON
     * @param canPage whether somebody looks at the output page by page
     * @param line the line
     */
    record Execute(int width, boolean json, boolean canPage, String line) implements Request {}

    /**
     * Find what may stand at a place.
     *
     * @param cursor the place
     * @param line the line
     */
    record Complete(int cursor, String line) implements Request {}
  }

  /** What a server answers. */
  sealed interface Answer {
    /** A piece of output. */
    record Text(String text) implements Answer {}

    /**
     * The command is done.
     *
     * @param status 0, or 1 if it failed
     * @param unsaved whether there is configuration to be saved
     */
    record Done(int status, boolean unsaved) implements Answer {}

    /** What may stand there. */
    record Candidates(List<Candidate> candidates) implements Answer {}
  }

  static byte[] encode(Request request) {
    return frame(
        out -> {
          switch (request) {
            case Request.Execute execute -> {
              out.writeByte('X');
              out.writeInt(execute.width());
              out.writeBoolean(execute.json());
              out.writeBoolean(execute.canPage());
              writeText(out, execute.line());
            }
            case Request.Complete complete -> {
              out.writeByte('C');
              out.writeInt(complete.cursor());
              writeText(out, complete.line());
            }
          }
        });
  }

  static byte[] encode(Answer answer) {
    return frame(
        out -> {
          switch (answer) {
            case Answer.Text text -> {
              out.writeByte('T');
              writeText(out, text.text());
            }
            case Answer.Done done -> {
              out.writeByte('D');
              out.writeInt(done.status());
              out.writeBoolean(done.unsaved());
            }
            case Answer.Candidates list -> {
              out.writeByte('L');
              out.writeInt(list.candidates().size());
              for (Candidate one : list.candidates()) {
                writeText(out, one.text());
                writeText(out, one.help());
                out.writeInt(one.from());
                writeText(out, one.kind().name());
              }
            }
          }
        });
  }

  /**
   * Read what stands behind the length.
   *
   * @throws IOException if it is no request
   */
  static Request request(byte[] content) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case 'X' ->
          new Request.Execute(in.readInt(), in.readBoolean(), in.readBoolean(), readText(in));
      case 'C' -> new Request.Complete(in.readInt(), readText(in));
      default -> throw new IOException("a request of kind %d is unknown".formatted(kind));
    };
  }

  /**
   * Read one answer.
   *
   * @throws EOFException if the connection has ended
   * @throws IOException if it is no answer
   */
  static Answer readAnswer(DataInputStream stream) throws IOException {
    int length = stream.readInt();
    if (length < 1 || length > MAX_ANSWER) {
      throw new IOException(
          "an answer of %d bytes (expected 1 to %d)".formatted(length, MAX_ANSWER));
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(stream.readNBytes(length)));
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case 'T' -> new Answer.Text(readText(in));
      case 'D' -> new Answer.Done(in.readInt(), in.readBoolean());
      case 'L' -> {
        int count = in.readInt();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          candidates.add(
              new Candidate(readText(in), readText(in), in.readInt(), kind(readText(in))));
        }
        yield new Answer.Candidates(candidates);
      }
      default -> throw new IOException("an answer of kind %d is unknown".formatted(kind));
    };
  }

  private static Candidate.Kind kind(String name) throws IOException {
    try {
      return Candidate.Kind.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("a candidate of kind '%s' is unknown".formatted(name), e);
    }
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] frame(Writing writing) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(0);
      writing.to(out);
      byte[] frame = bytes.toByteArray();
      int length = frame.length - Integer.BYTES;
      for (int i = 0; i < Integer.BYTES; i++) {
        frame[i] = (byte) (length >>> (8 * (Integer.BYTES - 1 - i)));
      }
      return frame;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException(
          "a text of %d bytes in a frame with %d".formatted(length, in.available()));
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
