package org.jexpy.host.command.script;

import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.LeavingAsker;
import org.jexpy.host.command.Output;
import org.jexpy.host.loop.MainLoop;

/**
 * What a script prints, on its way to who runs it. The script's thread waits while a reader that is
 * too slow has no room; for one that takes all at the end, such as a program, there is a limit.
 */
final class ScriptOutput extends OutputStream {
  /** How many pieces may be on their way. */
  private static final int PIECES = 8;

  private static final int PIECE_BYTES = 8 << 10;

  /** The longest character has four bytes. */
  private static final int ROOM_FOR_REST = 4;

  /** How much is kept for a reader that takes all at the end. */
  static final int MOST_KEPT = 16 << 20;

  private final MainLoop loop;
  private final Invocation call;
  private final Semaphore room = new Semaphore(PIECES);
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer bytes = ByteBuffer.allocate(PIECE_BYTES + ROOM_FOR_REST);
  private volatile boolean closed;
  // For the loop.
  private long kept;
  private long dropped;

  /**
   * The output of a script.
   *
   * @param loop where commands print
   * @param call the command
   */
  ScriptOutput(MainLoop loop, Invocation call) {
    this.loop = loop;
    this.call = call;
  }

  @Override
  public void write(int one) throws InterruptedIOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] from, int start, int length) throws InterruptedIOException {
    for (int at = start; at < start + length && !closed; ) {
      int many = Math.min(PIECE_BYTES, start + length - at);
      piece(from, at, many);
      at += many;
    }
  }

  private synchronized void piece(byte[] from, int start, int length)
      throws InterruptedIOException {
    try {
      room.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while it waited for a reader");
    }
    bytes.put(from, start, length).flip();
    // A character may be cut in two.
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    var _ = decoder.decode(bytes, text, false);
    bytes.compact();
    String piece = text.flip().toString();
    try {
      loop.execute(() -> print(piece));
    } catch (RejectedExecutionException e) {
      close();
    }
  }

  private void print(String piece) {
    if (closed) {
      return;
    }
    if (call.session().asker() instanceof LeavingAsker reader) {
      call.out().text(piece);
      reader.whenRoom(room::release);
      return;
    }
    room.release();
    if (kept + piece.length() > MOST_KEPT) {
      dropped += piece.length();
      return;
    }
    kept += piece.length();
    call.out().text(piece);
  }

  /** The script has ended: say what is missing. For the loop. */
  void finish() {
    if (dropped > 0 && !closed) {
      Output out = call.out();
      out.line("");
      out.line("... %d characters dropped".formatted(dropped));
    }
    close();
  }

  /** Nobody reads any more; what comes is forgotten, and nobody waits for room. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      room.release(Integer.MAX_VALUE / 2);
    }
  }
}
