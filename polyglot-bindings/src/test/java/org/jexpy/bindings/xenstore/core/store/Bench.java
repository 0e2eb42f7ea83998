package org.jexpy.bindings.xenstore.core.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.jexpy.bindings.xenstore.core.wire.Permissions;

/** A store with short words for what is done to it; an answer is its text, or the error's name. */
final class Bench {
  static final Caller DOMAIN_5 = new Caller(5, OptionalInt.empty(), Quotas.DEFAULT);

  private final Store store;

  Bench() throws Exception {
    store = new Store(StoreBackend.memory());
  }

  Store store() {
    return store;
  }

  StoreTransaction begin() {
    return new StoreTransaction(store.state());
  }

  String commit(StoreTransaction transaction) {
    return text(store.commit(transaction, Caller.DOMAIN_0));
  }

  /** What somebody does outside of any transaction. */
  String now(Caller caller, String... words) {
    Draft draft = new Draft(store.state());
    String answer = in(draft, caller, words);
    store.accept(draft);
    return answer;
  }

  String now(String... words) {
    return now(Caller.DOMAIN_0, words);
  }

  static String in(Draft draft, String... words) {
    return in(draft, Caller.DOMAIN_0, words);
  }

  static String in(Draft draft, Caller caller, String... words) {
    // Domain 7 is the one that is not there.
    StoreOperations does = new StoreOperations(draft, caller, domain -> domain != 7);
    String path = words[1];
    return text(
        switch (words[0]) {
          case "read" -> does.read(path);
          case "ls" -> does.directory(path);
          case "perms" -> does.permissions(path);
          case "write" -> does.write(path, words[2].getBytes(StandardCharsets.ISO_8859_1));
          case "mkdir" -> does.makeNode(path);
          case "rm" -> does.remove(path);
          case "chmod" -> does.setPermissions(path, known(does, words[2]));
          case "special" -> does.setSpecial(path, known(does, words[2]));
          case "part" -> does.directoryPart(path, Integer.parseInt(words[2]));
          default -> throw new IllegalArgumentException(words[0]);
        });
  }

  private static Permissions known(StoreOperations operations, String text) {
    Permissions wanted = Permissions.parse(List.of(text.split(" ", -1)));
    Permissions known = wanted == null ? null : operations.known(wanted);
    if (known == null) {
      throw new IllegalArgumentException(text);
    }
    return known;
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(byte[] payload) ->
          new String(payload, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
      case Outcome.Refused(var errno) -> errno.name();
    };
  }
}
