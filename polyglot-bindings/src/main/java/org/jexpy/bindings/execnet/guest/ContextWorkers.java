package org.jexpy.bindings.execnet.guest;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jexpy.bindings.execnet.transport.LocalPair;
import org.jexpy.bindings.execnet.transport.LocalWorkers;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.SpawnedGuest;

/**
 * Workers in fresh contexts of this JVM. They may do what the guest may that asks for them, which
 * needs no permission for it.
 *
 * @param services the guest
 * @param place where the guest is, and its environment
 */
record ContextWorkers(GuestServices services, Supplier<Place> place) implements LocalWorkers {
  /**
   * Where a guest is.
   *
   * @param directory its folder
   * @param environment its variables
   */
  record Place(String directory, Map<String, String> environment) {}

  @Override
  public void open(XSpec spec, LocalPair pair) {
    String id = spec.id().orElseThrow() + "-worker";
    CompletableFuture<SpawnedGuest> guest = new CompletableFuture<>();
    WorkerLife.Ends ends =
        new WorkerLife.Ends() {
          @Override
          public void interrupt() {
            var _ = guest.thenAccept(SpawnedGuest::interrupt);
          }

          @Override
          public void close(int status) {
            var _ = guest.thenAccept(SpawnedGuest::close);
          }
        };
    String model = spec.get("execmodel");
    WorkerLife life =
        new WorkerLife(
            pair.worker(), id, model == null ? ExecModel.THREAD : ExecModel.of(model), ends);
    Place here = place.get();
    SpawnedGuest started =
        services
            .guests()
            .start(
                "execnet-" + id,
                GuestLanguage.PYTHON,
                WorkerLife.PYTHON,
                here.environment(),
                Path.of(here.directory()),
                life);
    pair.onKill(started::close);
    var _ =
        started
            .status()
            .whenComplete((status, failure) -> pair.ended(failure == null ? status : 1));
    guest.complete(started);
  }
}
