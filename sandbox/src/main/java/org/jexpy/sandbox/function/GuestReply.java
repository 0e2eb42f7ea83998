package org.jexpy.sandbox.function;

import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jexpy.sandbox.function.PlainReader.NotPlainException;
import org.jspecify.annotations.Nullable;

/** What a language's own code is given to call a function: arguments to read, a reply to make. */
public final class GuestReply {
  private static final System.Logger LOG = System.getLogger(GuestReply.class.getName());

  private final String function;
  private final CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();

  private GuestReply(String function) {
    this.function = function;
  }

  /**
   * The functions of a guest.
   *
   * @param caller the guest's own code: given the name, the arguments, and a function that it is to
   *     call once with {@code done} and the value, {@code raised} and the error as one line and its
   *     trace, or {@code missing} and the names of those functions that there are
   * @return the functions
   */
  public static GuestFunctions functions(Caller caller) {
    return (function, arguments) -> {
      GuestReply reply = new GuestReply(function);
      try {
        caller.call(function, PlainData.toGuest(arguments), reply.receiver());
      } catch (PolyglotException e) {
        boolean stopped = e.isCancelled() || e.isInterrupted() || e.isExit();
        reply.answer.completeExceptionally(stopped ? GuestFunctionException.stopped(function) : e);
      } catch (RuntimeException e) {
        reply.answer.completeExceptionally(e);
      }
      return reply.answer;
    };
  }

  /** The guest's own code. */
  @FunctionalInterface
  public interface Caller {
    /**
     * Call a function.
     *
     * @param function its name
     * @param arguments what it is given, to be made the guest's own
     * @param reply told what came of it
     */
    void call(String function, ProxyArray arguments, ProxyExecutable reply);
  }

  private ProxyExecutable receiver() {
    return values -> {
      receive(values);
      return null;
    };
  }

  private void receive(Value[] values) {
    switch (values[0].asString()) {
      case "done" -> done(values[1]);
      case "missing" ->
          answer.completeExceptionally(
              GuestFunctionException.missing(function, PlainData.names(values[1])));
      default ->
          answer.completeExceptionally(
              GuestFunctionException.raised(values[1].asString(), values[2].asString()));
    }
  }

  private void done(Value value) {
    try {
      answer.complete(PlainReader.ofGuest(value));
    } catch (NotPlainException e) {
      notPlain(String.valueOf(e.getMessage()));
    } catch (PolyglotException e) {
      if (e.isCancelled() || e.isInterrupted() || e.isExit()) {
        answer.completeExceptionally(GuestFunctionException.stopped(function));
        throw e;
      }
      // Code of the guest, such as an accessor: an answer of the function, not an error of its
      // caller.
      notPlain("it cannot be read: " + e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      notPlain("it cannot be read as plain data");
      LOG.log(System.Logger.Level.WARNING, () -> "the answer of " + function, e);
    }
  }

  private void notPlain(String why) {
    answer.completeExceptionally(GuestFunctionException.notPlain(function, why));
  }
}
