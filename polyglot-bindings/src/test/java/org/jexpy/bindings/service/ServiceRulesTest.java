package org.jexpy.bindings.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ServiceRulesTest {
  @RemoteService("good")
  interface Good {
    Samples.Everything echo(CallContext call, Samples.Everything value) throws Refusal;

    void watch(CallContext call, String topic, EventSink<Samples.Shape> sink);

    default String twice(String text) {
      return text + text;
    }
  }

  static final class Refusal extends ServiceException {
    private static final long serialVersionUID = 1;

    public Refusal(String message) {
      super(message);
    }
  }

  record Envelope(Letter letter) {}

  record Letter(Date written) {}

  @RemoteService("bad")
  interface Bad {
    String noContext(String text);

    void date(CallContext call, Envelope envelope);

    Set<String> set(CallContext call);

    void keys(CallContext call, Map<Integer, String> map);

    <T> void generic(CallContext call, List<T> list);

    void callback(CallContext call, Runnable action);

    void buried(CallContext call, List<EventSink<String>> sinks);

    void checked(CallContext call) throws IOException;

    void twice(CallContext call);

    void twice(CallContext call, int times);
  }

  @Test
  void anInterfaceOfPlainDataAndSinksKeepsTheRule() {
    assertThat(ServiceRules.check(Good.class)).isEmpty();
  }

  @Test
  void eachBreachIsNamedWithItsPlaceAndTheWayOut() {
    assertThat(ServiceRules.check(Bad.class))
        .containsExactlyInAnyOrder(
            "Bad.noContext: the first parameter must be CallContext, which carries deadline and"
                + " call chain",
            "Bad.date, parameter 'envelope', component Envelope.letter, component Letter.written:"
                + " java.util.Date is not plain data; use Instant",
            "Bad.set, result: java.util.Set<java.lang.String> is not plain data; use List",
            "Bad.keys, parameter 'map': the keys of a Map must be String, not java.lang.Integer",
            "Bad.generic: a generic method; write its types",
            "Bad.generic, parameter 'list', element: T is not plain data; " + allowed(),
            "Bad.callback, parameter 'action': java.lang.Runnable is not plain data; " + allowed(),
            "Bad.buried, parameter 'sinks', element: an EventSink must be a parameter of the method"
                + " itself, not a part of one",
            "Bad.checked, throws clause: java.io.IOException is no concrete ServiceException; a"
                + " service declares only such exceptions",
            "Bad.twice: overloaded; give each method its own name");
  }

  @Test
  void anUnmarkedClassIsNoService() {
    assertThat(ServiceRules.check(Letter.class))
        .contains("Letter: a service must be an interface", "Letter: not marked @RemoteService");
  }

  @Test
  void aServiceThatBreaksTheRuleCannotBeSupplied() {
    var pair = LoopbackTransport.pair();

    assertThatThrownBy(
            () -> ServiceEndpoint.builder(pair.left(), Runnable::run).open().use(Bad.class))
        .isInstanceOf(ServiceRuleException.class)
        .hasMessageContaining("Bad.callback, parameter 'action'");
  }

  private static String allowed() {
    return "allowed are boolean, int, long, double, String, byte[], Duration, Instant, List<T>,"
        + " Map<String, T>, Optional<T>, enums, records of these and sealed interfaces of records";
  }
}
