package org.jexpy.bindings.xenstore.core.client;

import java.util.List;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Payload;

/** What a toolstack tells a XenStore of domains. Every method may throw a XenStoreException. */
public final class DomainCalls {
  private final XenStoreClient client;

  DomainCalls(XenStoreClient client) {
    this.client = client;
  }

  private byte[] ask(Operation operation, String... strings) {
    return client.ask(operation, Payload.of(strings));
  }

  private static String number(int domain) {
    return Integer.toUnsignedString(domain);
  }

  /**
   * The home of a domain, whether there is one or not.
   *
   * @param domain its number
   */
  public String home(int domain) {
    byte[] answer = ask(Operation.GET_DOMAIN_PATH, number(domain));
    List<String> strings = Payload.strings(answer);
    if (strings.isEmpty()) {
      throw new UnexpectedReplyException(Operation.GET_DOMAIN_PATH, answer, "a path");
    }
    return strings.getFirst();
  }

  /**
   * Whether a domain was introduced.
   *
   * @param domain its number
   */
  public boolean isIntroduced(int domain) {
    byte[] answer = ask(Operation.IS_DOMAIN_INTRODUCED, number(domain));
    if (answer.length == 0 || (answer[0] != 'T' && answer[0] != 'F')) {
      throw new UnexpectedReplyException(Operation.IS_DOMAIN_INTRODUCED, answer, "T or F");
    }
    return answer[0] == 'T';
  }

  /**
   * Tell of a new domain.
   *
   * @param domain its number
   * @param frame the frame of its ring
   * @param port its event channel
   */
  public void introduce(int domain, long frame, int port) {
    ask(Operation.INTRODUCE, number(domain), Long.toUnsignedString(frame), number(port));
  }

  /**
   * Tell that a domain is gone.
   *
   * @param domain its number
   */
  public void release(int domain) {
    ask(Operation.RELEASE, number(domain));
  }

  /**
   * Tell that a domain runs again that was shut down.
   *
   * @param domain its number
   */
  public void resume(int domain) {
    ask(Operation.RESUME, number(domain));
  }

  /**
   * Let a domain act for another.
   *
   * @param domain its number
   * @param target the other's
   */
  public void setTarget(int domain, int target) {
    ask(Operation.SET_TARGET, number(domain), number(target));
  }

  /**
   * Give a control command.
   *
   * @param words the command and its arguments
   * @return what the server answers, without the last NUL
   */
  public String control(String... words) {
    byte[] answer = ask(Operation.CONTROL, words);
    int end =
        answer.length > 0 && answer[answer.length - 1] == 0 ? answer.length - 1 : answer.length;
    return Payload.text(answer, 0, end);
  }

  /** Drop all watches and transactions of this connection. */
  public void reset() {
    client.ask(Operation.RESET_WATCHES, new byte[1]);
  }
}
