package org.jexpy.bindings.xenstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.junit.jupiter.api.Test;

final class ChildMapTest {
  private static Node node(int number) {
    return new Node(new byte[number % 7], Permissions.DEFAULT, ChildMap.EMPTY, number);
  }

  /** Every second name has the hash of its neighbour: "Aa" and "BB" have the same. */
  private static String name(int number) {
    StringBuilder name = new StringBuilder();
    for (int bits = number, i = 0; i < 10; i++, bits >>= 1) {
      name.append((bits & 1) == 0 ? "Aa" : "BB");
    }
    return number % 3 == 0 ? name.toString() : name.append(number).toString();
  }

  @Test
  void itIsWhatALinkedMapIsWhateverHappens() {
    Random random = new Random(3);
    for (int names : new int[] {4, 30, 700}) {
      Map<String, Node> model = new LinkedHashMap<>();
      ChildMap map = ChildMap.EMPTY;
      for (int step = 0; step < 4000; step++) {
        String name = name(random.nextInt(names));
        boolean growing = (step / 1000) % 2 == 0;
        if (random.nextInt(10) < (growing ? 7 : 3)) {
          Node node = node(step);
          map = map.with(name, node);
          model.put(name, node);
        } else if (model.remove(name) != null) {
          map = map.without(name);
        }
        assertThat(map.size()).isEqualTo(model.size());
        assertThat(map.get(name)).isSameAs(model.get(name));
        if (step % 50 == 0) {
          assertSame(map, model);
        }
      }
      assertSame(map, model);
      for (String name : new ArrayList<>(model.keySet())) {
        map = map.without(name);
      }
      assertThat(map.size()).isZero();
      assertThat(map.listBytes()).isZero();
      assertThat(map.listing()).isEmpty();
    }
  }

  private static void assertSame(ChildMap map, Map<String, Node> model) {
    assertThat(map.inOrder().stream().map(Child::name).toList())
        .isEqualTo(List.copyOf(model.keySet()));
    assertThat(map.listing()).isEqualTo(Payload.of(List.copyOf(model.keySet())));
    assertThat(map.listBytes()).isEqualTo(map.listing().length);
    model.forEach((name, node) -> assertThat(map.get(name)).isSameAs(node));
    assertThat(map.get("no such name")).isNull();
  }

  @Test
  void anOlderMapStaysAsItWas() {
    ChildMap old = ChildMap.EMPTY;
    for (int i = 0; i < 100; i++) {
      old = old.with(name(i), node(i));
    }
    byte[] before = old.listing().clone();
    ChildMap changed = old.with(name(50), node(1000)).without(name(7)).with("new", node(5));

    assertThat(old.get(name(50))).isNotSameAs(changed.get(name(50)));
    assertThat(old.get(name(7))).isNotNull();
    assertThat(old.get("new")).isNull();
    assertThat(old.listing()).isEqualTo(before);
  }

  @Test
  void theListIsKeptWhileTheNamesAre() {
    ChildMap map = ChildMap.EMPTY.with("a", node(1)).with("b", node(2));
    byte[] listing = map.listing();

    assertThat(map.with("a", node(3)).listing()).isSameAs(listing);
    assertThat(map.with("c", node(3)).listing()).isEqualTo(Payload.of("a", "b", "c"));
  }
}
