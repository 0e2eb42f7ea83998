package org.jexpy.bindings.xenstore.core.server;

import java.util.List;
import org.jexpy.bindings.xenstore.core.store.Outcome;
import org.jexpy.bindings.xenstore.core.wire.CNumber;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.PathRules;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jspecify.annotations.Nullable;

/** What can be asked about domains, and done with them. */
final class DomainRequests {
  private final Domains domains;

  DomainRequests(Domains domains) {
    this.domains = domains;
  }

  Outcome execute(Operation operation, byte[] payload) {
    return switch (operation) {
      case INTRODUCE -> introduce(payload);
      case SET_TARGET -> setTarget(payload);
      default -> {
        @Nullable String word = Arguments.only(payload);
        yield word == null
            ? Outcome.refused(Errno.EINVAL)
            : ofOne(operation, CNumber.leading(word));
      }
    };
  }

  private Outcome ofOne(Operation operation, int domain) {
    return switch (operation) {
      case GET_DOMAIN_PATH -> text(PathRules.home(domain));
      case IS_DOMAIN_INTRODUCED -> text(domains.isIntroduced(domain) ? "T" : "F");
      case RELEASE, RESUME -> leaveOrResume(operation, domain);
      default -> Outcome.refused(Errno.ENOSYS);
    };
  }

  private static Outcome text(String text) {
    return new Outcome.Done(Payload.of(text));
  }

  private Outcome leaveOrResume(Operation operation, int number) {
    if (number == 0) {
      return Outcome.refused(Errno.EINVAL);
    }
    @Nullable Domain domain = domains.find(number);
    if (domain == null) {
      return Outcome.refused(Errno.ENOENT);
    }
    if (operation == Operation.RELEASE) {
      return domains.release(domain);
    }
    domain.shutdown(false);
    return Outcome.OK;
  }

  private Outcome introduce(byte[] payload) {
    if (Payload.count(payload) != 3) {
      return Outcome.refused(Errno.EINVAL);
    }
    List<String> words = Payload.strings(payload);
    int port = CNumber.leading(words.getLast());
    long frame = CNumber.leadingLong(words.get(1));
    return port > 0
        ? domains.introduce(CNumber.leading(words.getFirst()), frame)
        : Outcome.refused(Errno.EINVAL);
  }

  private Outcome setTarget(byte[] payload) {
    if (Payload.count(payload) != 2) {
      return Outcome.refused(Errno.EINVAL);
    }
    List<String> words = Payload.strings(payload);
    @Nullable Domain domain = domains.find(CNumber.leading(words.getFirst()));
    int target = CNumber.leading(words.getLast());
    if (domain == null || (target != 0 && domains.find(target) == null)) {
      return Outcome.refused(Errno.ENOENT);
    }
    domains.target(domain, target);
    return Outcome.OK;
  }
}
